// `npm test`: every stage in order, also after one failed, and a closing line with the number of tests.
// `node test/run.ts types e2e` runs only these stages.
import { runStage } from './run/stage.ts';
import { STAGES } from './run/stages.ts';
import { add, describe, NOTHING } from './run/tally.ts';

const asked = process.argv.slice(2);
const names = STAGES.map(({ name }) => name);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no stage "${unknown.join('", "')}". The stages are: ${names.join(', ')}.`);
  process.exit(1);
}

let total = NOTHING;
const results: string[] = [];
for (const stage of STAGES.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n━━ ${stage.name}: ${stage.about}`);
  const begin = performance.now();
  const tally = await runStage(stage);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const retried = tally.retried > 0 ? `, ${tally.retried} of them at the second try` : '';
  results.push(
    `${tally.failed > 0 ? '✗' : '✓'} ${stage.name.padEnd(12)}${seconds.padStart(6)} s  ${describe(tally)}${retried}`,
  );
  total = add(total, tally);
}

console.log(`\n━━ all\n${results.join('\n')}\n`);
console.log(describe(total));
process.exitCode = total.failed > 0 ? 1 : 0;
