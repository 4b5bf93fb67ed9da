// Writes how many component tests passed to the file named by WTR_REPORT, over all engines.
import { writeFileSync } from 'node:fs';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { add, NOTHING, type Tally } from './tally.ts';

export function jsonReporter(): Reporter {
  return {
    stop({ sessions }) {
      const file = process.env['WTR_REPORT'];
      if (file) writeFileSync(file, JSON.stringify(sessions.map(countSession).reduce(add, NOTHING)));
    },
  };
}

/** A session is one file in one engine; one that broke without a failed test counts as a failed one. */
function countSession({ testResults, passed }: TestSession): Tally {
  const tally = testResults ? countSuite(testResults) : NOTHING;
  return passed || tally.failed > 0 ? tally : add(tally, { ...NOTHING, failed: 1 });
}

function countSuite({ tests, suites }: TestSuiteResult): Tally {
  const own = tests.map(({ passed, skipped }) => ({
    passed: passed && !skipped ? 1 : 0,
    failed: passed || skipped ? 0 : 1,
    skipped: skipped ? 1 : 0,
    retried: 0,
  }));
  return [...own, ...suites.map(countSuite)].reduce(add, NOTHING);
}
