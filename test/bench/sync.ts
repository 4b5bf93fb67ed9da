// `npm run bench:sync [-- --quick] [--edits]`: the sync engine side by side with a floor that keeps nothing, in one
// browser on one machine. Prints medians, spreads and ratios; machines are noisy, so only ratios have targets.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Lockstep } from '../../src/client/types.ts';
import { PATHS } from '../../src/protocol/wire.ts';
import { findBrowsers } from '../browsers.ts';
import { Device } from '../e2e/device.ts';
import { callHost } from '../e2e/in-host.ts';
import { Screen } from '../e2e/screen.ts';
import { Relay } from '../relay.ts';
import { Api, type ApiClient, PASSWORD } from '../support/api-client.ts';
import { mutation } from '../support/mutation.ts';
import { seeded } from '../support/random.ts';
import { ServerProcess } from '../support/server-process.ts';
import { kib, line, median, quantile, show } from './figures.ts';
import { typeAndWatch, untilRows, watchPaint } from './paint.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, edits: { type: 'boolean' } } });
const SAMPLES = values.quick ? 15 : 60;
const STARTS = values.quick ? 3 : 7;
const SIZES = values.quick ? [100, 1_000, 10_000] : [100, 1_000, 10_000, 50_000];
const LONG_MS = 300_000;
/** Rows that are in sight at first. */
const SCREENFUL = 15;
/** Titles like people's, that do not compress away. */
const WORDS =
  `call Anna about the invoice buy milk bread oat coffee filters book dentist for May renew passport photos tax return
  2026 receipts to accountant pick up parcel before six write summary of meeting with Ben water plants on balcony
  order birthday present sister check tyre pressure reply landlord heating kitchen leak read chapter four prepare
  slides quarterly review ask Tom key garage fix bike brake cancel gym subscription move money savings`.split(
    /\s+/,
  );
const random = seeded(1);
const below = (limit: number) => Math.floor(random() * limit);
/** Prints what the library costs to load. */
const BUDGET = fileURLToPath(new URL('../bundle-budget.ts', import.meta.url));
const FLOOR_SERVER = fileURLToPath(new URL('floor-server.ts', import.meta.url));

await using server = new ServerProcess();
await server.start();
const browser = await chromium.launch({ executablePath: findBrowsers().chromium! });

await edits();
if (!values.edits) {
  await catchUps(await sizes());
  await offlineEdits();
}
await browser.close();
await once(spawn(process.execPath, [BUDGET], { stdio: 'inherit' }), 'exit');

/** An edit on one device until it is painted on another, in the second tab and in the same tab. */
async function edits(): Promise<void> {
  const floor = await startFloor();
  const account = newAccount();
  const [laptop, phone] = [await newDevice('Laptop'), await newDevice('Phone')];
  const a = await open(laptop, (screen) => screen.signUp(account, 'Laptop'));
  const tab = await open(laptop);
  const b = await open(phone, (screen) => screen.signIn(account, 'Phone'));
  for (const page of [a, tab, b]) await untilInStep(page);

  const times = { floor: [] as number[], other: [] as number[], tab: [] as number[], same: [] as number[] };
  for (let i = 0; i < SAMPLES + 5; i++) {
    const text = `Bench ${i}`;
    const far = await typeAndWatch(floor.a, floor.b, text);
    const other = await typeAndWatch(a, b, text);
    const second = await typeAndWatch(a, tab, `${text}, tabs`);
    const same = await typeAndWatch(a, a, `${text}, here`);
    // The first ones warm up.
    if (i < 5) continue;
    times.floor.push(far);
    times.other.push(other);
    times.tab.push(second);
    times.same.push(same);
  }
  line('floor: Enter → painted on the other page', show(times.floor));
  for (const [p, part] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    const is = quantile(times.other, part) / quantile(times.floor, part);
    line(`Enter → painted on the other device, ${p} ÷ floor`, show(times.other), { is, limit: 2 });
  }
  line('Enter → painted in the second tab', show(times.tab));
  line('Enter → painted in the same tab', show(times.same));
  await floor.stop();
  await Promise.all([laptop.close(), phone.close()]);
}

/** First sync and offline starts with more and more tasks. @returns the device with 10,000 tasks */
async function sizes(): Promise<{ device: Device; page: Page; api: ApiClient }> {
  const starts = new Map<number, number>();
  let kept: { device: Device; page: Page; api: ApiClient } | undefined;
  for (const size of SIZES) {
    const account = newAccount();
    const api = await new Api(server.origin).signUp('API', account.email);
    await addTasks(api, size);
    const device = await newDevice('Laptop');
    const start = Date.now();
    let page = await open(device, (screen) => screen.signIn(account, 'Laptop'));
    await untilStored(page, size);
    const [took, bytes] = [Date.now() - start, device.network.received];
    if (size === 10_000)
      line('first sync of 10,000 tasks, sign-in and app included', `${took} ms, ${kib(bytes)}`);
    if (size === 10_000) await firstSyncBytes(api);
    await new Screen(page).untilInstalled();
    await page.close();
    device.network.down();
    const [rows, all] = [[] as number[], [] as number[]];
    for (let i = 0; i < STARTS; i++) {
      page = await open(device);
      rows.push(await untilRows(page, SCREENFUL));
      all.push(await untilReadable(page, size));
      if (i < STARTS - 1) await page.close();
    }
    starts.set(size, median(rows));
    line(`offline start with ${size} tasks → first rows painted`, show(rows));
    line(`offline start with ${size} tasks → all readable`, show(all));
    device.network.up();
    if (size === 10_000) {
      await heaps(device, page);
      kept = { device, page, api };
    } else await device.close();
  }
  const is = starts.get(10_000)! / starts.get(100)!;
  line('offline start, 10,000 ÷ 100 tasks', '', { is, limit: 1.5 });
  return kept!;
}

/** The pages of a first sync alone. */
async function firstSyncBytes(api: ApiClient): Promise<void> {
  await using relay = await Relay.start(server.port);
  for (let syncAt: string | undefined; ;) {
    const query = syncAt === undefined ? '' : `&syncAt=${syncAt}`;
    const headers = { authorization: `Bearer ${api.token}`, 'accept-encoding': 'br' };
    const answer = await fetch(`${relay.origin}${PATHS.changes}?limit=500${query}`, { headers });
    const page = (await answer.json()) as { syncAt: string; hasMore: boolean };
    if (!page.hasMore) break;
    syncAt = page.syncAt;
  }
  const is = relay.received / 1024;
  line('first sync of 10,000 tasks, its pages', kib(relay.received), { is, limit: 600 });
}

async function heaps(device: Device, first: Page): Promise<void> {
  const one = await heapOf(device.context, [first]);
  const pages = [first];
  while (pages.length < 5) pages.push(await open(device));
  for (const page of pages) await untilRows(page, SCREENFUL);
  const five = await heapOf(device.context, pages);
  const empty = await device.context.newPage();
  await empty.goto(`${device.network.origin}/livez`);
  line(
    'heap of an empty page',
    kib((await heapOf(device.context, [empty])) - (await heapOf(device.context, []))),
  );
  await empty.close();
  line('heap of the worker, 10,000 tasks', kib(await heapOf(device.context, [])));
  line('heap of 1 tab and its worker', kib(one));
  line('heap of 5 tabs ÷ 1 tab', kib(five), { is: five / one, limit: 2 });
  for (const page of pages.slice(1)) await page.close();
}

/** What changed elsewhere, and nothing. */
async function catchUps({ device, page, api }: { device: Device; page: Page; api: ApiClient }) {
  await untilInStep(page);
  device.network.down();
  const { rows } = await api.changes({ limit: 1000 });
  for (let i = 0; i < 1_000; i += 100) {
    const changed = rows.slice(i, i + 100);
    await api.mutate(
      changed.map(({ id }, k) =>
        mutation({ kind: 'update', entityId: id, fields: { title: `Changed elsewhere ${i + k}` } }),
      ),
    );
  }
  const last = rows[999]!.id;
  const before = device.network.received;
  device.network.up();
  const start = Date.now();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.evaluate(untilTitle, { id: last, title: 'Changed elsewhere 999' });
  await untilInStep(page);
  const bytes = device.network.received - before;
  line('catch-up after 1,000 of 10,000 changed, stored', `${Date.now() - start} ms, ${kib(bytes)}`, {
    is: bytes / 1024,
    limit: 80,
  });

  await reconnect(device, page, api);
  await device.close();
}

/** Nothing happened: what the device asks for, and what one who has everything is answered. */
async function reconnect({ network }: Device, page: Page, api: ApiClient): Promise<void> {
  network.down();
  await new Screen(page).sync.filter({ hasText: 'Offline' }).waitFor();
  const before = network.asked.length;
  network.up();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await untilInStep(page);
  const requests = network.asked.length - before;
  line('reconnect with nothing new, requests', String(requests), { is: requests, limit: 1 });

  const { syncAt } = await headOf(api);
  const headers = { authorization: `Bearer ${api.token}`, 'last-event-id': syncAt };
  const stream = await fetch(new URL(PATHS.stream, server.origin), { headers });
  let text = '';
  for await (const part of stream.body!) {
    text += Buffer.from(part).toString();
    if (/event: live\n.*\n\n/s.test(text)) break;
  }
  const bytes = text.length;
  line('reconnect with nothing new, body', `${bytes} bytes`, { is: bytes, limit: 400 });
}

async function offlineEdits(): Promise<void> {
  const account = newAccount();
  const [laptop, phone] = [await newDevice('Laptop'), await newDevice('Phone')];
  const a = await open(laptop, (screen) => screen.signUp(account, 'Laptop'));
  const b = await open(phone, (screen) => screen.signIn(account, 'Phone'));
  await untilInStep(b);
  laptop.network.down();
  await new Screen(a).paste(Array.from({ length: 500 }, (_, i) => `Task ${i}`));
  await untilReadable(a, 500);
  laptop.network.up();
  const start = Date.now();
  await a.evaluate(() => dispatchEvent(new Event('online')));
  await untilReadable(b, 500);
  line('500 offline edits → readable on the other device', `${Date.now() - start} ms`);
  await Promise.all([laptop.close(), phone.close()]);
}

function newAccount() {
  return { email: `${randomUUID()}@example.org`, password: PASSWORD };
}

async function newDevice(name: string): Promise<Device> {
  return new Device(name, await Relay.start(server.port), await browser.newContext(), null);
}

async function open({ context, network }: Device, enter?: (screen: Screen) => Promise<void>): Promise<Page> {
  const page = await context.newPage();
  await watchPaint(page);
  await page.goto(network.origin);
  await enter?.(new Screen(page));
  return page;
}

async function startFloor() {
  const child = spawn(process.execPath, [FLOOR_SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
  const pages: Page[] = [];
  // Behind a relay, as the devices are.
  const relay = await Relay.start(Number(port));
  for (let i = 0; i < 2; i++) {
    const page = await (await browser.newContext()).newPage();
    await watchPaint(page);
    await page.goto(relay.origin);
    pages.push(page);
  }
  const stop = async () => {
    for (const page of pages) await page.context().close();
    await relay.close();
    child.kill();
  };
  return { a: pages[0]!, b: pages[1]!, stop };
}

async function addTasks(api: ApiClient, count: number): Promise<void> {
  for (let i = 0; i < count; i += 100)
    await api.mutate(
      Array.from({ length: Math.min(100, count - i) }, (_, k) =>
        mutation({
          fields: {
            title: Array.from({ length: 3 + below(5) }, () => WORDS[below(WORDS.length)]).join(' '),
            ...(random() < 0.2 && {
              notes: Array.from({ length: 20 }, () => WORDS[below(WORDS.length)]).join(' '),
            }),
            dueDate: `2026-0${1 + ((i + k) % 9)}-1${k % 10}`,
            priority: 1 + (k % 4),
            order: `a${(i + k).toString(36).padStart(5, '0')}`,
          },
        }),
      ),
    );
}

async function headOf(api: ApiClient) {
  for (let syncAt: string | undefined; ;) {
    const page = await api.changes({ limit: 1000, ...(syncAt && { syncAt }) });
    if (!page.hasMore) return page;
    syncAt = page.syncAt;
  }
}

async function untilInStep(page: Page): Promise<void> {
  await new Screen(page).sync.filter({ hasText: 'In step' }).waitFor({ timeout: LONG_MS });
}

/** Everything of the server is in this device's database. */
async function untilStored(page: Page, count: number): Promise<void> {
  await untilReadable(page, count);
  await untilInStep(page);
}

/** Ms since the page began, when every task can be read. */
function untilReadable(page: Page, count: number): Promise<number> {
  return page.evaluate(readAll, count);
}

/** Runs in the page. */
async function readAll(count: number): Promise<number> {
  const app = document.querySelector('ls-app') as unknown as { lockstep: Lockstep };
  const lists = app.lockstep.liveTasks({ open: count });
  await lists.ready;
  while (lists.value.open.tasks.length < count) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await lists.refresh();
  }
  lists.close();
  return performance.now();
}

/** Runs in the page. */
async function untilTitle({ id, title }: { id: string; title: string }): Promise<void> {
  const app = document.querySelector('ls-app') as unknown as { lockstep: Lockstep };
  while ((await app.lockstep.rows.read([id]))[0]!['title'] !== title)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Bytes in use by these pages and their shared worker, after a collection. */
async function heapOf(context: BrowserContext, pages: Page[]): Promise<number> {
  let bytes = 0;
  for (const page of pages) {
    const session = await context.newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    bytes += (await session.send('Runtime.getHeapUsage')).usedSize;
    await session.detach();
  }
  await callHost(context, 'HeapProfiler.collectGarbage');
  const { usedSize } = await callHost<{ usedSize: number }>(context, 'Runtime.getHeapUsage');
  return bytes + usedSize;
}
