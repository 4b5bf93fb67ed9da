// Everything that runs in Node: `vitest run --config test/vitest.config.ts --project unit`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compileWords } from '../src/app/words/compile-words.ts';

/** These start servers and browsers: one at a time, and with time for it; in CI as the other browsers' (tally.ts). */
const withProcesses = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: false,
  retry: process.env['CI'] === undefined ? 0 : 1,
};

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [compileWords()],
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 } },
      {
        extends: true,
        // Ids come from the seed.
        resolve: { alias: { uuid: fileURLToPath(new URL('simulation/ids.ts', import.meta.url)) } },
        test: { name: 'simulation', include: ['test/simulation/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], testTimeout: 20_000 },
      },
      { extends: true, test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...withProcesses } },
      { extends: true, test: { name: 'proxy', include: ['test/e2e/*.test.ts'], ...withProcesses } },
      {
        extends: true,
        test: { name: 'webkit', include: ['test/e2e/webkit/**/*.test.ts'], ...withProcesses },
      },
    ],
  },
});
