// `npm run simulate -- --seeds N [--from S] [--jobs J]`: runs seeds and prints each one that breaks an invariant, and
// in the end all of them again, those first that need the fewest steps. `--steps K` ends a run after K steps, `--tell`
// prints what is done in them.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Order, Report } from './worker.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    steps: { type: 'string' },
    tell: { type: 'boolean', default: false },
    'stop-at-first': { type: 'boolean', default: false },
  },
});
const from = Number(values.from);
const count = Number(values.seeds);
const jobs = Math.min(Number(values.jobs), count);
const steps = values.steps === undefined ? undefined : Number(values.steps);
const started = performance.now();

let done = 0;
const failures: NonNullable<Report>[] = [];
const workers: ChildProcess[] = [];
const stop = () => workers.forEach((worker) => worker.kill('SIGKILL'));
process.on('SIGTERM', () => {
  stop();
  process.exit(1);
});
await Promise.all(Array.from({ length: jobs }, (_, job) => work(from + job)));

console.log(`${((performance.now() - started) / done).toFixed(1)} ms a seed`);
for (const { seed, steps: after, message } of failures.toSorted((a, b) => a.steps - b.steps))
  console.log(`${message}\n  npm run simulate -- --seeds 1 --from ${seed} --steps ${after} --tell`);
console.log(`${done - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Has a process of its own run every `jobs`th seed from `first` on. */
function work(first: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Almost everything that a run makes is garbage after it, and every job has one core.
  const execArgv = ['--max-semi-space-size=64', '--single-threaded-gc'];
  const worker = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), { execArgv });
  workers.push(worker);
  worker.on('message', (report: Report) => {
    done++;
    if (report) failures.push(report);
    if (report) console.log(report.message);
    if (done % 500 === 0) console.log(`… ${done} of ${count} seeds, ${failures.length} failed`);
    if (report && values['stop-at-first']) stop();
  });
  worker.on('exit', (code) => {
    if (code === 0 || (failures.length > 0 && values['stop-at-first'])) resolve();
    else reject(new Error(`a process ended with ${code}`));
  });
  worker.send({
    first,
    end: from + count,
    every: jobs,
    steps,
    tell: values.tell,
    shrinks: !values['stop-at-first'],
  } satisfies Order);
  return promise;
}
