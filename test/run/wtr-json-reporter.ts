// Writes how many component tests passed to the file named by WTR_REPORT, for each file in each engine.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { add, NOTHING, type Session, type Tally } from './tally.ts';

export function jsonReporter(): Reporter {
  return {
    stop({ sessions }) {
      const file = process.env['WTR_REPORT'];
      const counted = sessions.map((session): Session => {
        const { testFile, browser } = session;
        return { ...countSession(session), file: relative(process.cwd(), testFile), engine: browser.name };
      });
      if (file) writeFileSync(file, JSON.stringify(counted));
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
