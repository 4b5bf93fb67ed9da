// The stages of `npm test`, in order: what is quick and tells most comes first.
import type { Engine } from '../browsers.ts';
import { type ReportReader, readPlaywright, readTally, readVitest } from './tally.ts';

export interface Stage {
  name: string;
  about: string;
  command: (report: string) => string[];
  /** Takes files to run alone, for a second try in CI; its report is one of sessions. */
  takesFiles?: true;
  /** Without this browser the stage cannot run. */
  needs?: Engine;
  /** Runs in these browsers, too, where they are. */
  alsoIn?: Engine[];
  /** Reads the number of tests from the report; a stage without one is a single check. */
  read?: ReportReader;
  /** The runner takes the report's path from this variable. */
  reportVariable?: string;
}

const vitest = (projects: string[]) => (report: string) => [
  'vitest',
  'run',
  '--config',
  'test/vitest.config.ts',
  ...projects.map((project) => `--project=${project}`),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
];

export const STAGES: Stage[] = [
  {
    name: 'browsers',
    about: 'the browsers that the tests drive',
    command: () => ['node', 'test/browsers.ts', ...(process.env['CI'] ? ['--all'] : [])],
  },
  { name: 'types', about: 'TypeScript', command: () => ['tsc', '-p', 'tsconfig.json'] },
  { name: 'lint', about: 'oxlint, with types', command: () => ['oxlint', '--type-aware'] },
  {
    name: 'boundaries',
    about: 'which folder imports which (the overrides in .oxlintrc.json)',
    command: () => ['oxlint', '--allow=all', 'src', 'sw'],
  },
  { name: 'unused', about: 'unused files, exports and dependencies', command: () => ['knip'] },
  { name: 'format', about: 'prettier', command: () => ['prettier', '--check', '--log-level=warn', '.'] },
  {
    name: 'unit',
    about: 'unit, simulation, conformance, faults and the development proxy, in Node',
    command: vitest(['unit', 'simulation', 'conformance', 'faults', 'proxy']),
    read: readVitest,
  },
  { name: 'build', about: 'the app as it is shipped', command: () => ['node', 'src/server/web-build.ts'] },
  {
    name: 'component',
    about: 'elements in three engines',
    needs: 'chromium',
    alsoIn: ['firefox', 'webkit'],
    command: () => [
      'node',
      'test/with-display.ts',
      'web-test-runner',
      '--config',
      'test/web-test-runner.config.mjs',
    ],
    takesFiles: true,
    read: readTally,
    reportVariable: 'WTR_REPORT',
  },
  {
    name: 'e2e',
    about: 'end to end in Chromium and Firefox',
    needs: 'chromium',
    alsoIn: ['firefox'],
    command: () => ['playwright', 'test', '--config=test/playwright.config.ts', '--reporter=list,json'],
    read: readPlaywright,
    reportVariable: 'PLAYWRIGHT_JSON_OUTPUT_FILE',
  },
  {
    name: 'webkit',
    about: 'end to end in WebKit',
    needs: 'webkit',
    command: (report) => ['node', 'test/with-display.ts', ...vitest(['webkit'])(report)],
    read: readVitest,
  },
  { name: 'size', about: 'the bundle budget', command: () => ['node', 'test/bundle-budget.ts'] },
];
