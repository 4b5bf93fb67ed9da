// Numbers of a benchmark, and how they are printed.

/** The value below which this part of the samples lies. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** "12.3 ms (p5 10.1, p95 20.0, n 50)" */
export function show(samples: readonly number[]): string {
  const [low, mid, high] = [0.05, 0.5, 0.95].map((part) => quantile(samples, part).toFixed(1));
  return `${mid} ms (p5 ${low}, p95 ${high}, n ${samples.length})`;
}

export const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;

/** One line; `limit` is what the figure may be at most, where there is a target. */
export function line(what: string, figure: string, ratio?: { is: number; limit: number }): void {
  const verdict = ratio
    ? `  ${ratio.is.toFixed(2)} of at most ${ratio.limit} ${ratio.is <= ratio.limit ? '✓' : '✗'}`
    : '';
  console.log(`${what.padEnd(52)}${figure}${verdict}`);
}
