// Component tests in three real engines: `web-test-runner --config test/web-test-runner.config.mjs`.
// WebKit needs a display: `node test/with-display.ts web-test-runner …` gives it one.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { seleniumLauncher } from '@web/test-runner-selenium';
import puppeteer from 'puppeteer-core';
import { compiledModule } from '../src/app/words/compile-words.ts';
import { findBrowsers } from './browsers.ts';
import { jsonReporter } from './run/wtr-json-reporter.ts';
import { startWebKitDriver, webKitBuilder } from './support/webkit-driver.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { chromium, firefox, webkit } = findBrowsers();

const browsers = [chromeLauncher({ launchOptions: { executablePath: chromium, args: ['--no-sandbox'] } })];
if (firefox)
  browsers.push(
    chromeLauncher({ puppeteer, launchOptions: { browser: 'firefox', executablePath: firefox } }),
  );
if (webkit && process.env.DISPLAY) {
  const driver = await startWebKitDriver(webkit);
  process.on('exit', () => driver.stop());
  browsers.push(seleniumLauncher({ driverBuilder: webKitBuilder(webkit, driver.url) }));
}

/** Their development builds need a module that is none for browsers. */
const builtForUse = {
  name: 'built-for-use',
  resolveImport: ({ source }) =>
    /^(micromark|mdast-util-)/.test(source)
      ? fileURLToPath(import.meta.resolve(source)).slice(root.length - 1)
      : undefined,
};

async function compiled(path) {
  const body = await compiledModule(join(root, path));
  return body === null ? undefined : { body, type: 'js' };
}

export default {
  rootDir: root,
  files: 'test/component/**/*.test.ts',
  hostname: '127.0.0.1',
  // Files one after the other, engines two at a time: two cores are what everybody has.
  concurrency: 1,
  concurrentBrowsers: 2,
  // An engine that has to start while another one works needs more than the 20 s that are usual.
  testsStartTimeout: 60_000,
  nodeResolve: { exportConditions: ['development', 'browser'] },
  plugins: [
    builtForUse,
    { name: 'words', serve: async ({ path }) => compiled(path) },
    esbuildPlugin({ ts: true, target: 'es2023', tsconfig: `${root}tsconfig.json` }),
  ],
  reporters: [defaultReporter(), jsonReporter()],
  testFramework: { config: { timeout: 5_000 } },
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  browsers,
};
