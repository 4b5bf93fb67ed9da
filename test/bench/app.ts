// `npm run bench:app [-- --quick] [--most 3] [--only views,hands,scrolls,bytes]`: what the app feels like with 100, 1,000 and 10,000 open tasks and with 50,000
// completed ones besides, side by side in one browser on one machine. Prints medians, spreads and ratios.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { today } from '../../src/app/dates.ts';
import { findBrowsers } from '../browsers.ts';
import { Device } from '../e2e/device.ts';
import { Screen } from '../e2e/screen.ts';
import { Relay } from '../relay.ts';
import { Api, PASSWORD } from '../support/api-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { fill, pathsOf, type Places, SCREENFUL, type Size, SIZES } from './app-data.ts';
import { goTo, installProbes, paintOf, scrollThrough, searchFor } from './app-probes.ts';
import { kib, line, median, quantile, show } from './figures.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, most: { type: 'string' }, only: { type: 'string' } },
});
/** Parts of the whole, by name. */
const parts = values.only?.split(',') ?? ['views', 'hands', 'scrolls', 'bytes'];
const ROUNDS = values.quick ? 5 : 15;
const KEYS = values.quick ? 15 : 40;
const LONG_MS = 600_000;
const LIMIT = 1.5;
/** Px in each frame: a list of 10,000 in half a minute. */
const STEP = 240;
const FRAMES = values.quick ? 300 : 2_000;

interface Filled {
  size: Size;
  places: Places;
  device: Device;
  page: Page;
}

await using server = new ServerProcess();
await server.start();
const browser = await chromium.launch({ executablePath: findBrowsers().chromium! });
const sizes = SIZES.slice(0, Number(values.most ?? SIZES.length));
const filled: Filled[] = [];
for (const size of sizes) filled.push(await prepare(size));
if (parts.includes('views')) await views();
if (parts.includes('hands')) for (const one of [filled[0]!, filled.at(-1)!]) await hands(one);
if (parts.includes('scrolls')) await scrolls(filled.at(-1)!);
if (parts.includes('bytes')) await bytes(filled[0]!);
for (const { device } of filled) await device.close();
await browser.close();

async function prepare(size: Size): Promise<Filled> {
  const account = { email: `${randomUUID()}@example.org`, password: PASSWORD };
  const api = await new Api(server.origin).signUp('API', account.email);
  const places = await fill(api, size, today());
  const device = new Device('Laptop', await Relay.start(server.port), await browser.newContext(), null);
  const page = await device.context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
  await installProbes(page);
  await page.goto(device.network.origin);
  const start = Date.now();
  await new Screen(page).signIn(account, 'Laptop');
  await page.waitForFunction(
    async (count) => {
      const { lockstep } = document.querySelector('ls-app') as never as { lockstep: never };
      const lists = (
        lockstep as {
          liveTasks(limits: object): {
            ready: Promise<void>;
            value: Record<'open' | 'completed', { total: number }>;
            close(): void;
          };
        }
      ).liveTasks({});
      await lists.ready;
      lists.close();
      return lists.value.open.total + lists.value.completed.total >= count;
    },
    size.open + size.completed,
    { polling: 500, timeout: LONG_MS },
  );
  await new Screen(page).sync.filter({ hasText: 'In step' }).waitFor({ timeout: LONG_MS });
  line(`first sync of ${size.name}`, `${Date.now() - start} ms`);
  await new Screen(page).untilInstalled();
  return { size, places, device, page };
}

/** Time to the first rows of each view, and of a start. */
async function views(): Promise<void> {
  const times = new Map<string, number[][]>();
  const note = (what: string, i: number, ms: number) => {
    const samples =
      times.get(what) ??
      times
        .set(
          what,
          sizes.map(() => []),
        )
        .get(what)!;
    samples[i]!.push(ms);
  };
  for (let round = -1; round < ROUNDS; round++)
    for (const [i, { page, places, device }] of filled.entries()) {
      await page.bringToFront();
      for (const [name, path] of Object.entries(pathsOf(places))) {
        await goTo(page, '/trash', 0);
        await page.waitForTimeout(100);
        const took = await goTo(page, path, SCREENFUL);
        // The first round warms up.
        if (round >= 0) note(name, i, took);
      }
      if (round < 0 || round >= 5) continue;
      const start = await device.context.newPage();
      await installProbes(start);
      await start.goto(device.network.origin);
      note('Start', i, await start.evaluate(untilRows, SCREENFUL));
      await start.close();
    }
  for (const [name, samples] of times) {
    samples.forEach((of, i) => line(`${name}, ${sizes[i]!.name} → rows painted`, show(of)));
    for (const i of samples.keys())
      if (sizes[i]!.open === 10_000) {
        const is = median(samples[i]!) / median(samples[0]!);
        line(`${name}, ${sizes[i]!.name} ÷ 100`, '', { is, limit: LIMIT });
      }
  }
}

/** Runs in the page. */
function untilRows(count: number): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const view = document.querySelector('ls-app')?.shadowRoot?.querySelector('ls-tasks-view');
      const list = view?.shadowRoot?.querySelector('ls-task-list')?.shadowRoot;
      if ((list?.querySelectorAll('ls-task-row').length ?? 0) >= count)
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** What follows the hands: keys, a checkbox, a search. */
async function hands({ page, size }: Filled): Promise<void> {
  await page.bringToFront();
  await goTo(page, '/trash', 0);
  await goTo(page, '/', SCREENFUL);
  const screen = new Screen(page);
  await screen.addField.focus();
  line(`key in quick add → painted, ${size.name}`, show(await keys(page)));
  await screen.addField.fill('');

  await page.locator('ls-task-row a').nth(3).click();
  await screen.title.focus();
  line(`key in a title → painted, ${size.name}`, show(await keys(page)));
  await page.keyboard.press('Escape');

  await goTo(page, '/all', SCREENFUL);
  line(`box ticked → painted, ${size.name}`, show(await ticks(page)));
  // With everything read that there is.
  await page.locator('ls-task-row').first().getByRole('checkbox').focus();
  await page.keyboard.press('End');
  await page.waitForTimeout(3_000);
  line(`box ticked at the end → painted, ${size.name}`, show(await ticks(page, -3)));

  await searchFor(page, 'passport');
  const searches: number[] = [];
  for (const text of ['in', 'inv', 'invoice', 'birth', 'tyre', 'kit', 'rev', 'plants wa'])
    for (let i = 0; i < (values.quick ? 2 : 5); i++) searches.push(await searchFor(page, text));
  line(`search → tasks read, ${size.name}`, show(searches));
}

async function keys(page: Page): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    const key = 'abcdefghij klmnop'[i % 17]!;
    samples.push(
      await paintOf(page, 'keydown', 'frame', () => page.keyboard.press(key === ' ' ? 'Space' : key)),
    );
    await page.waitForTimeout(30);
  }
  return samples;
}

async function ticks(page: Page, nth = 2): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const box = page.locator('ls-task-row').nth(nth).getByRole('checkbox');
    samples.push(await paintOf(page, 'click', 'done', () => box.click()));
    await page.waitForTimeout(150);
  }
  return samples;
}

/** From end to end, as fast as a finger throws a list; beside it a page of the same height with nothing on it. */
async function scrolls({ page, places, size, device }: Filled): Promise<void> {
  await page.bringToFront();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  for (const [name, path] of Object.entries(pathsOf(places)).filter(([one]) => one === 'All')) {
    await goTo(page, '/trash', 0);
    await goTo(page, path, SCREENFUL);
    for (const what of ['', ', again']) {
      const before = await threadMs(session);
      const { frames, blank, rows } = await scrollThrough(page, STEP, FRAMES);
      const each = ((await threadMs(session)) - before) / frames.length;
      // Holds also on a machine that is busy with something else.
      line(`scroll ${name}${what}: main thread in each frame`, `${each.toFixed(1)} ms`, {
        is: each,
        limit: 16.7,
      });
      const slow = frames.filter((ms) => ms > 50).length;
      line(
        `scroll ${name}, ${size.name}${what}: frame`,
        `${show(frames)}, longest ${quantile(frames, 1).toFixed(0)}`,
      );
      line(`scroll ${name}${what}: frames over 50 ms`, `${slow} of ${frames.length}`, { is: slow, limit: 0 });
      line(`scroll ${name}${what}: frames with no row`, `${blank}`, { is: blank, limit: 0 });
      line(`scroll ${name}${what}: rows in the document at most`, `${rows}`, { is: rows, limit: 150 });
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    }
  }
  const floor = await device.context.newPage();
  await installProbes(floor);
  await floor.goto(`${device.network.origin}/livez`);
  await floor.evaluate((height) => {
    document.body.style.height = `${height}px`;
  }, 410_000);
  const { frames } = await scrollThrough(floor, STEP, FRAMES);
  line('scroll an empty page: frame', show(frames));
  line(
    'scroll an empty page: frames over 50 ms',
    `${frames.filter((ms) => ms > 50).length} of ${frames.length}`,
  );
  await floor.close();
}

/** What the page's main thread has worked since the session began, ms; of its own time, whatever else runs. */
async function threadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
}

/** What each route loads, compressed as the server sends it, with an empty cache. */
async function bytes({ device, places }: Filled): Promise<void> {
  const state = await device.context.storageState({ indexedDB: true });
  for (const [name, path] of [...Object.entries(pathsOf(places)), ['Settings', '/settings']] as const) {
    const context = await browser.newContext({ storageState: state, serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(`${device.network.origin}${path}`, { waitUntil: 'load' });
    const first = await loaded(page);
    await page.waitForTimeout(2_000);
    line(`${name}: scripts at first, with what follows`, `${kib(first)}, ${kib(await loaded(page))}`);
    await context.close();
  }
}

/** Bytes of scripts and styles so far. */
function loaded(page: Page): Promise<number> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name }) => /\.(js|css)$/.test(new URL(name).pathname))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
}
