// What a stage did, in numbers, and how that is read from the reports of the three test runners.
import { readFileSync } from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Of those that passed, how many needed a second try. */
  retried: number;
}

/** So many tests of a stage may need a second try: two cores that all browsers share are now and then too slow. */
const MAX_RETRIED = 2;

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, retried: 0 };

export const add = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  retried: one.retried + other.retried,
});

/** The closing line of a run. */
export function describe({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

export type ReportReader = (file: string) => Tally;

/** vitest's `json` reporter. A file that fails to load holds no failed test: it counts as one. */
export const readVitest: ReportReader = (file) => {
  const report = read<{
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: { status: string; assertionResults: { status: string; failureMessages: string[] }[] }[];
  }>(file);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const helped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0);
  return withRetried(
    {
      passed: report.numPassedTests - helped.length,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
      retried: 0,
    },
    helped.length,
  );
};

/** When more than a few tests need a second try, it is not the machine: they failed. */
function withRetried(others: Tally, count: number): Tally {
  const isMachine = count <= MAX_RETRIED;
  return add(others, {
    ...NOTHING,
    [isMachine ? 'passed' : 'failed']: count,
    retried: isMachine ? count : 0,
  });
}

/** Playwright's `json` reporter. */
export const readPlaywright: ReportReader = (file) => {
  const { stats, errors } = read<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: unknown[];
  }>(file);
  const { expected: passed, unexpected, flaky, skipped } = stats;
  return withRetried({ passed, failed: unexpected + errors.length, skipped, retried: 0 }, flaky);
};

/** What wtr-json-reporter.ts writes: one file in one engine. */
export interface Session extends Tally {
  file: string;
  engine: string;
}

export const readSessions = (file: string): Session[] => read<Session[]>(file);

export const readTally: ReportReader = (file) => readSessions(file).reduce<Tally>(add, NOTHING);

/** Files that may be run once more: an engine that did not come up takes a whole one with it. */
export function filesToTryAgain(sessions: readonly Session[]): string[] {
  const files = [...new Set(sessions.filter(({ failed }) => failed > 0).map(({ file }) => file))];
  return files.length <= MAX_RETRIED ? files : [];
}

/** What came of a run in the end, where some of it was run `again`. */
export function afterSecondTry(sessions: readonly Session[], again: readonly Session[]): Tally {
  return sessions
    .map((first) => {
      const second = again.find(({ file, engine }) => file === first.file && engine === first.engine);
      if (first.failed === 0 || !second) return first;
      return { ...second, retried: second.failed === 0 ? second.passed : 0 };
    })
    .reduce<Tally>(add, NOTHING);
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
