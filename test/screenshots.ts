// Makes the screenshots: `npm run screenshots`. The built app in a real Chromium, on a real server, with the demo's
// tasks. test/screenshots has all of them; the manifest's are in public/screenshots.
import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { makeDemoRows } from '../src/server/demo/demo-rows.ts';
import { MAX_BATCH, PATHS } from '../src/protocol/wire.ts';
import { buildIfStale } from '../src/server/web-build.ts';
import { findBrowsers } from './browsers.ts';
import { Relay } from './relay.ts';
import { Screen } from './e2e/screen.ts';
import { Api, type ApiClient, PASSWORD } from './support/api-client.ts';
import { TODOIST } from './support/import-files.ts';
import { mutation } from './support/mutation.ts';
import { ServerProcess } from './support/server-process.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'test/screenshots');
const OF_MANIFEST = join(ROOT, 'public/screenshots');
const EMAIL = 'mira@example.org';
const MAIN_TASK = 'Show the first draft to the team';

const WIDE: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

interface Stage {
  server: ServerProcess;
  browser: Browser;
  /** The other device, which has no screen. */
  phone: ApiClient;
}

/** A device of its own, signed in and in step, on the page with this path. */
async function enter({ browser }: Stage, origin: string, path: string, options: BrowserContextOptions) {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
  const page = await context.newPage();
  await page.goto(origin);
  const screen = new Screen(page);
  await screen.signIn({ email: EMAIL, password: PASSWORD }, 'Laptop');
  await page.goto(new URL(path, origin).href);
  await untilInStep(screen);
  return screen;
}

async function untilInStep({ page, sync }: Screen): Promise<void> {
  await page.getByRole('checkbox').first().waitFor();
  await sync.getByText('In step').waitFor();
}

/** What is drawn once the pointer and the focus are out of the way. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  if ((await page.locator(':modal').count()) === 0)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.waitForTimeout(600);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  console.log(`${name.padEnd(16)}${(statSync(path).size / 1000).toFixed(0).padStart(5)} kB`);
}

async function openMain(screen: Screen): Promise<void> {
  await screen.page.getByText(MAIN_TASK, { exact: true }).first().click();
  await screen.title.waitFor();
  await screen.title.blur();
}

const SHOTS: Record<string, (stage: Stage) => Promise<void>> = {
  async list(stage) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const screen = await enter(stage, stage.server.origin, '/today', { ...WIDE, colorScheme });
      await openMain(screen);
      await take(screen.page, `list-${colorScheme}`);
      await screen.page.context().close();
    }
  },

  async project(stage) {
    const screen = await enter(stage, stage.server.origin, '/today', WIDE);
    await screen.page.getByRole('link', { name: 'Relaunch' }).click();
    await screen.page.getByRole('heading', { name: 'Relaunch', level: 1 }).waitFor();
    await take(screen.page, 'project');
    await screen.page.context().close();
  },

  async phone(stage) {
    const screen = await enter(stage, stage.server.origin, '/today', PHONE);
    await take(screen.page, 'phone-list');
    await openMain(screen);
    await take(screen.page, 'phone-detail');
    await screen.page.context().close();
  },

  async inspector(stage) {
    const screen = await enter(stage, stage.server.origin, '/today', WIDE);
    // What came in is noted from then on.
    await screen.page.getByRole('link', { name: 'Settings' }).waitFor();
    await stage.phone.add('Pick up the parcel at Lena’s', { dueDate: new Date().toISOString().slice(0, 10) });
    await screen.page.getByRole('checkbox', { name: 'Pick up the parcel at Lena’s' }).waitFor();
    await screen.button('Sync details').click();
    await screen.inspector.getByText('this device', { exact: true }).waitFor();
    await screen.inspector.getByText('Phone · added').waitFor();
    await take(screen.page, 'inspector');
    await screen.page.context().close();
  },

  async conflict(stage) {
    await using network = await Relay.start(stage.server.port);
    const screen = await enter(stage, network.origin, '/today', WIDE);
    const task = (await find(stage.phone, 'Reserve the hut for the second night'))!;
    const change = (title: string) =>
      mutation({ kind: 'update', entityId: task.id, fields: { title }, baseRevision: task.revision });
    network.down();
    await screen.page.getByText('Reserve the hut for the second night', { exact: true }).click();
    await screen.title.fill('Reserve the upper hut for the second night');
    await screen.title.press('Enter');
    await stage.phone.mutate([change('Reserve a room for the second night')]);
    network.up();
    await screen.sync.getByText('In step').waitFor();
    await screen.details.getByRole('button', { name: /^Use / }).first().waitFor();
    await screen.details.getByRole('button', { name: 'History' }).click();
    await screen.title.blur();
    await take(screen.page, 'conflict');
    await screen.page.context().close();
  },

  async import(stage) {
    const screen = await enter(stage, stage.server.origin, '/inbox', WIDE);
    await screen.button('Import and export').click();
    const garden = { name: 'Garden.csv', mimeType: 'text/csv', buffer: Buffer.from(TODOIST) };
    await screen.page.locator('input[type=file]').setInputFiles([garden]);
    await screen.page.getByRole('button', { name: /^Import \d+ items$/ }).waitFor();
    await take(screen.page, 'import');
    await screen.page.context().close();
  },

  async palette(stage) {
    const screen = await enter(stage, stage.server.origin, '/today', WIDE);
    const palette = screen.page.getByRole('dialog').filter({ has: screen.page.getByRole('combobox') });
    await screen.page.keyboard.press('Control+k');
    await palette.waitFor();
    await screen.page.keyboard.type('pla');
    await palette.getByText('Water the plants').first().waitFor();
    await take(screen.page, 'palette');
    await screen.page.context().close();
  },

  async search(stage) {
    const screen = await enter(stage, stage.server.origin, '/today', WIDE);
    await screen.page.keyboard.press('/');
    await screen.page.getByRole('searchbox').fill('train');
    await screen.page.getByText('3 tasks found').waitFor();
    await take(screen.page, 'search');
    await screen.page.context().close();
  },
};

async function find(client: ApiClient, title: string) {
  const { rows } = await client.changes({ limit: 1000 });
  return rows.find((row) => 'title' in row && row.title === title);
}

/** Each picture has a device of its own: the next one shows no leftovers. */
async function signOutOthers(client: ApiClient): Promise<void> {
  const { body } = await client.request('GET', PATHS.devices);
  for (const { id } of body.devices)
    if (id !== client.deviceId) await client.request('DELETE', `${PATHS.devices}/${id}`);
}

await buildIfStale(console.log);
const wanted = process.argv.slice(2);
if (wanted.length === 0) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
await using server = new ServerProcess();
await server.start();
const phone = await new Api(server.origin).signUp('Phone', EMAIL);
const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(Date.now());
const { mutations } = makeDemoRows({ language: 'en', today, now: Date.now() });
for (let from = 0; from < mutations.length; from += MAX_BATCH)
  await phone.mutate(mutations.slice(from, from + MAX_BATCH));
const browser = await chromium.launch({ executablePath: findBrowsers().chromium! });
try {
  for (const [name, shoot] of Object.entries(SHOTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await shoot({ server, browser, phone });
    await signOutOthers(phone);
  }
} finally {
  await browser.close();
}
if (wanted.length === 0) {
  copyFileSync(join(FOLDER, 'list-light.png'), join(OF_MANIFEST, 'wide.png'));
  copyFileSync(join(FOLDER, 'phone-list.png'), join(OF_MANIFEST, 'narrow.png'));
}
