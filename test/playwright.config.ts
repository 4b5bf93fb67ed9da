// End to end in real browsers: `npm run test:e2e`. Firefox is a stock one over WebDriver BiDi, which Playwright up
// to 1.64 can drive: 1.65 needs a command that Firefox ESR 153 does not have.
import { defineConfig, type Project } from '@playwright/test';
import { findBrowsers } from './browsers.ts';

const { chromium, firefox } = findBrowsers();

const projects: Project[] = [];
if (chromium)
  projects.push({
    name: 'chromium',
    use: { browserName: 'chromium', launchOptions: { executablePath: chromium } },
  });
if (firefox)
  projects.push({
    name: 'firefox',
    // Firefox takes its time to start, on both cores: its list is short (`@firefox` in a test's title or tags).
    grep: /@firefox/,
    use: {
      browserName: 'firefox',
      channel: 'moz-firefox',
      launchOptions: { executablePath: firefox },
    },
  });

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/e2e',
  workers: 2,
  fullyParallel: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  // How many may need it, run/tally.ts says.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    // A page that asks for reduced motion has nothing to wait for.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    // Needs an encoder that only Playwright's own browsers bring.
    video: 'off',
  },
  projects,
});
