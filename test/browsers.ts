// Finds the browsers that the tests drive, and installs missing ones where that needs nobody's permission:
// `node test/browsers.ts` for Chromium alone, `--all` for Firefox and WebKit too.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { BrowserType } from 'playwright-core';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const FIREFOX = ['firefox-esr', 'firefox'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox';

/** WebKitGTK: the driver, the browser it starts, and what gives both a display. */
export interface WebKit {
  driver: string;
  miniBrowser: string;
}

export type Engine = 'chromium' | 'firefox' | 'webkit';

export interface Browsers {
  chromium: string | null;
  firefox: string | null;
  webkit: WebKit | null;
  /** Starts a command with a display of its own, which MiniBrowser needs; null where there is one. */
  xvfbRun: string | null;
}

export function findBrowsers(): Browsers {
  const driver = onPath(['WebKitWebDriver']);
  const miniBrowser = globSync('/usr/{lib,libexec}/{,*/}webkit2gtk-4.*/MiniBrowser')[0] ?? null;
  const xvfbRun = process.env['DISPLAY'] ? null : onPath(['xvfb-run']);
  const hasDisplay = process.env['DISPLAY'] !== undefined || xvfbRun !== null;
  return {
    chromium: named('CHROME_PATH') ?? onPath(CHROMIUM) ?? runnable(MAC_CHROME) ?? ofPlaywright(),
    firefox: named('FIREFOX_PATH') ?? onPath(FIREFOX) ?? runnable(MAC_FIREFOX),
    webkit: driver && miniBrowser && hasDisplay ? { driver, miniBrowser } : null,
    xvfbRun,
  };
}

/**
 * Installs what is missing: Debian packages where this process may, else Playwright's own Chromium.
 * @param all also Firefox and WebKit; without it only Chromium is worth an installation.
 */
export function installBrowsers(all: boolean): Browsers {
  let found = findBrowsers();
  const packages = [
    ...(found.chromium ? [] : ['chromium']),
    ...(all && !found.firefox ? ['firefox-esr'] : []),
    ...(all && !found.webkit ? ['webkit2gtk-driver', 'xvfb', 'xauth'] : []),
  ];
  if (packages.length > 0 && process.getuid?.() === 0 && onPath(['apt-get'])) {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
    found = findBrowsers();
  }
  if (!found.chromium) {
    console.log('Trying to download a Chromium …');
    spawnSync('playwright', ['install', 'chromium'], { stdio: 'inherit' });
    found = findBrowsers();
  }
  return found;
}

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
}

function runnable(path: string): string | null {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}

/** @throws Error when the variable names something that cannot be run: silence would test another browser. */
function named(variable: string): string | null {
  const path = process.env[variable];
  if (!path) return null;
  if (runnable(path) === null) throw new Error(`${variable} is "${path}", which cannot be run.`);
  return path;
}

function onPath(names: string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of names)
    for (const folder of folders) {
      const path = runnable(join(folder, name));
      if (path !== null) return path;
    }
  return null;
}

/** The Chromium of an earlier `playwright install`. */
function ofPlaywright(): string | null {
  // Loaded only where no other Chromium was found: it takes a while.
  const require = createRequire(import.meta.url);
  const playwright = require('playwright-core') as { chromium: BrowserType };
  return runnable(playwright.chromium.executablePath());
}

if (import.meta.main) {
  try {
    const { chromium, firefox, webkit } = installBrowsers(process.argv.includes('--all'));
    console.log(`Chromium: ${chromium ?? 'none'}`);
    console.log(`Firefox: ${firefox ?? 'none'}`);
    console.log(`WebKit: ${webkit?.driver ?? 'none'}`);
    if (!chromium)
      throw new Error('No Chromium was found: install Chromium or Google Chrome, or set CHROME_PATH to one.');
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
