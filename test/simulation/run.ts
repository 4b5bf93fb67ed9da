// `npm run simulate -- --seeds N [--from S] [--stop-at-first]`: runs seeds and prints each one that breaks an invariant.
import { parseArgs } from 'node:util';
import { simulate, Violation } from './simulate.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, 'stop-at-first': { type: 'boolean' } },
});
const from = Number(values.from ?? 1);
const count = Number(values.seeds ?? 1000);

let failed = 0;
for (let seed = from; seed < from + count; seed++) {
  try {
    await simulate(seed);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    failed++;
    console.log(error.message);
    if (values['stop-at-first']) break;
  }
  if ((seed - from + 1) % 100 === 0) console.log(`… ${seed - from + 1} of ${count} seeds, ${failed} failed`);
}
console.log(`${count - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
