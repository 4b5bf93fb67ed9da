// Runs one stage as a child process and counts what it did.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Engine, findBrowsers } from '../browsers.ts';
import type { Stage } from './stages.ts';
import { add, afterSecondTry, filesToTryAgain, NOTHING, readSessions, type Tally } from './tally.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = join(root, 'test-results', 'reports');

const PASSED: Tally = { ...NOTHING, passed: 1 };
const FAILED: Tally = { ...NOTHING, failed: 1 };
const SKIPPED: Tally = { ...NOTHING, skipped: 1 };

export async function runStage(stage: Stage): Promise<Tally> {
  const found = findBrowsers();
  const missing = [stage.needs ?? [], stage.alsoIn ?? []].flat().filter((engine) => found[engine] === null);
  const absent = missing.map(reportMissing).reduce(add, NOTHING);
  if (stage.needs && missing.includes(stage.needs)) return absent;
  return add(run(stage), absent);
}

/** Chromium is a must; the others are where everything is checked, which is CI. */
function reportMissing(engine: Engine): Tally {
  const isMust = engine === 'chromium' || process.env['CI'] !== undefined;
  console.log(`${engine} is not installed: ${isMust ? 'a failure' : 'not tested here'}.`);
  return isMust ? FAILED : SKIPPED;
}

function run(stage: Stage): Tally {
  const report = join(reports, `${stage.name}.json`);
  mkdirSync(reports, { recursive: true });
  const tally = attempt(stage, report);
  if (!stage.takesFiles || tally.failed === 0 || process.env['CI'] === undefined || !existsSync(report))
    return tally;
  const sessions = readSessions(report);
  const files = filesToTryAgain(sessions);
  if (files.length === 0) return tally;
  console.log(`Once more: ${files.join(', ')}`);
  const again = attempt(stage, report, files);
  return again.failed > 0 ? tally : afterSecondTry(sessions, readSessions(report));
}

/** @param files these alone; none for all. */
function attempt({ command, read, reportVariable }: Stage, report: string, files: string[] = []): Tally {
  rmSync(report, { force: true });
  const [program, ...args] = [...command(report), ...(files.length > 0 ? ['--files', ...files] : [])];
  const { status, error } = spawnSync(program!, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PATH: join(root, 'node_modules', '.bin') + delimiter + process.env['PATH'],
      ...(reportVariable ? { [reportVariable]: report } : {}),
    },
  });
  if (error) console.error(`${program} could not be started: ${error.message}`);

  const succeeded = status === 0;
  if (!read) return succeeded ? PASSED : FAILED;
  if (!existsSync(report)) return complain('The runner ended without a report.', NOTHING);
  const tally = read(report);
  if (tally.passed + tally.failed === 0) return complain('No test ran.', tally);
  if (!succeeded && tally.failed === 0) return complain('The runner failed outside of its tests.', tally);
  return tally;
}

function complain(problem: string, tally: Tally): Tally {
  console.error(problem);
  return add(tally, FAILED);
}
