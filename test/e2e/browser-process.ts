// A Chromium that behaves as people's does: its tabs really hide behind one another. Pages of Playwright's own
// contexts are always `visible`, whatever is done to their window, because it emulates focus for them; the default
// context of a browser that it only connects to can be spared that (`noDefaults`).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium } from '@playwright/test';
import { findBrowsers } from '../browsers.ts';

export interface BrowserProcess {
  context: BrowserContext;
  /** Ends the browser as a crash of it does; its profile stays. */
  kill(): Promise<void>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'lockstep-chromium-'));

export async function startChromium(profile = newProfile()): Promise<BrowserProcess> {
  const flags = ['--headless', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0'];
  const child = spawn(findBrowsers().chromium!, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const browser = await chromium.connectOverCDP(await debuggerUrl(child.stderr), { noDefaults: true });
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    context: browser.contexts()[0]!,
    kill,
    async close() {
      await browser.close();
      await kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function debuggerUrl(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stderr)) {
    const url = /^DevTools listening on (ws:.*)$/.exec(line)?.[1];
    if (url === undefined) continue;
    stderr.resume();
    return url;
  }
  throw new Error('Chromium ended before it could be driven.');
}
