// Lighthouse on the built app, served by the real server, in a real Chromium: `npm run lighthouse`. It is fetched when
// it is run (npx, pinned): its 100 MB are in nobody's install. Prints the medians of three runs; fails when one misses
// the mark. Performance does not count on a machine that was busy at the start: it measures by the wall clock.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildIfStale } from '../src/server/web-build.ts';
import { findBrowsers } from './browsers.ts';
import { Screen } from './e2e/screen.ts';
import { ServerProcess } from './support/server-process.ts';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const MARK = 98;
const RUNS = 3;
const PORT = 9333;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const PRESETS = { mobile: [], desktop: ['--preset=desktop'] };

type Category = (typeof CATEGORIES)[number];

interface Report {
  categories: Record<Category, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
}

const scratch = mkdtempSync(join(tmpdir(), 'lockstep-lighthouse-'));

/** One page load, with what is stored in the browser left as it is. A trace that it lost is taken once more. */
function audit(url: string, flags: string[], triesLeft = 1): Report {
  const file = join(scratch, 'report.json');
  const run = spawnSync(
    'npx',
    [
      '-y',
      LIGHTHOUSE,
      url,
      `--port=${PORT}`,
      '--disable-storage-reset',
      '--quiet',
      '--output=json',
      `--output-path=${file}`,
      `--only-categories=${CATEGORIES.join()}`,
      ...flags,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (run.status !== 0 && triesLeft > 0) return audit(url, flags, triesLeft - 1);
  if (run.status !== 0) throw new Error('Lighthouse could not be run.');
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

const scoreOf = (report: Report, category: Category) => Math.round(report.categories[category].score * 100);

/** What costs points, the most first. */
function complaints({ categories, audits }: Report, category: Category): string[] {
  return categories[category].auditRefs
    .map(({ id, weight }) => ({ ...audits[id]!, cost: weight * (1 - (audits[id]!.score ?? 1)) }))
    .filter(({ cost }) => cost > 0.5)
    .sort((a, b) => b.cost - a.cost)
    .map(({ title, displayValue = '' }) => `    ${category}: ${title} ${displayValue}`);
}

/** @returns whether everything that counts is at the mark. */
function judge(name: string, url: string, isBusy: boolean): boolean {
  let good = true;
  for (const [preset, flags] of Object.entries(PRESETS)) {
    const reports = Array.from({ length: RUNS }, () => audit(url, flags));
    const line = [`${name}, ${preset}`.padEnd(24)];
    const remarks: string[] = [];
    for (const category of CATEGORIES) {
      const sorted = reports.toSorted((a, b) => scoreOf(a, category) - scoreOf(b, category));
      const median = sorted[Math.floor(RUNS / 2)]!;
      const score = scoreOf(median, category);
      line.push(`${category} ${String(score).padStart(3)}`);
      if (score < MARK && !(isBusy && category === 'performance')) good = false;
      if (score < MARK) remarks.push(...complaints(median, category));
    }
    console.log([line.join('  '), ...remarks].join('\n'));
  }
  return good;
}

await buildIfStale(console.log);
const isBusy = loadavg()[0]! > availableParallelism();
if (isBusy) console.log('This machine is busy: performance is shown and does not count.');
await using server = new ServerProcess();
await server.start();
const flags = ['--headless', '--no-sandbox', '--no-first-run', `--user-data-dir=${join(scratch, 'profile')}`];
const browser = spawn(
  findBrowsers().chromium!,
  [...flags, `--remote-debugging-port=${PORT}`, 'about:blank'],
  {
    stdio: 'ignore',
  },
);
try {
  await untilListening();
  const first = judge('first screen', server.origin, isBusy);
  await fillList(server.origin);
  const list = judge('list', new URL('/inbox', server.origin).href, isBusy);
  process.exitCode = first && list ? 0 : 1;
} finally {
  browser.kill();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}

async function untilListening(): Promise<void> {
  const isThere = () => fetch(`http://127.0.0.1:${PORT}/json/version`).then(Boolean, () => false);
  while (!(await isThere())) {
    if (browser.exitCode !== null) throw new Error('Chromium ended before it could be driven.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A device without an account that has a few tasks. */
async function fillList(origin: string): Promise<void> {
  const driven = await chromium.connectOverCDP(`http://127.0.0.1:${PORT}`);
  const page = await driven.contexts()[0]!.newPage();
  await page.goto(origin);
  const screen = new Screen(page);
  await screen.button('Use without an account').click();
  await screen.add(...Array.from({ length: 12 }, (_, i) => `Task number ${i + 1}`));
  await page.close();
  await driven.close();
}
