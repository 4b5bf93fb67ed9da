// WebKitGTK through its own WebDriver: the engine that Playwright cannot launch.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Builder, Capabilities } from 'selenium-webdriver';
import type { WebKit } from '../browsers.ts';

export interface WebKitDriver {
  url: string;
  stop(): void;
}

/** Resolves once the driver takes sessions. One driver holds one browser: two drivers are two devices. */
export async function startWebKitDriver({ driver }: WebKit): Promise<WebKitDriver> {
  const port = await freePort();
  const process = spawn(driver, ['-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, process);
  return { url, stop: () => void process.kill() };
}

export function webKitBuilder({ miniBrowser }: WebKit, driverUrl: string): Builder {
  return new Builder().usingServer(driverUrl).withCapabilities(
    new Capabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
    }),
  );
}

async function untilReady(url: string, driver: ChildProcess): Promise<void> {
  for (;;) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${driver.exitCode}.`);
    const answered = await fetch(`${url}/status`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
