// `npm run soak -- --minutes N [--seed S]`: three devices with three tabs each on one real server, edits all the time,
// and things that die: tabs, shared workers, browsers, networks, the server. In the end every device must hold
// exactly the server's rows, and every edit that the app called safe must be in them.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Row } from '../../src/protocol/rows.ts';
import { Relay } from '../relay.ts';
import { Api, PASSWORD } from '../support/api-client.ts';
import { seeded } from '../support/random.ts';
import { ServerProcess } from '../support/server-process.ts';
import { type Edit, SoakDevice } from './soak-device.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes ?? 120);
const seed = Number(values.seed ?? 1);

/** Pause between two edits of a device: people with nine tabs are not faster. */
const EDIT_MS = 500;
/** Pause between two faults. */
const FAULT_MS = 6_000;
/** Time in which devices must come to rest. */
const REST_MS = 180_000;
/** Tasks that are edited: old ones are left alone, so that edits meet. */
const LIVELY = 60;

/** What goes wrong, each as often as the others. */
const FAULTS: [string, (device: SoakDevice) => Promise<void> | void][] = [
  ['tab closed', (device) => device.closeTab(below(3))],
  ['tab crashed', (device) => device.crashTab(below(3))],
  ['host killed', (device) => device.killHost()],
  ['host hung', (device) => device.hangHost()],
  ['browser killed', (device) => device.killBrowser()],
  ['offline', (device) => void away(device, () => device.network.down())],
  ['network stalled', (device) => void away(device, () => device.network.stall())],
  ['server killed', () => restartServer()],
];

const random = seeded(seed);
const below = (limit: number) => Math.floor(random() * limit);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Every edit that the app said is safe. */
const safe = { created: new Set<string>(), lines: new Map<string, string[]>(), edits: 0, unanswered: 0 };
const faults: Record<string, number> = {};
let number = 0;
let isOver = false;

await using server = new ServerProcess();
await server.start();
const account = { email: `${randomUUID()}@example.org`, password: PASSWORD };
const devices: SoakDevice[] = [];
for (const name of ['Laptop', 'Phone', 'Tablet']) {
  const device = new SoakDevice(name, await Relay.start(server.port));
  await device.begin(account, devices.length === 0);
  devices.push(device);
}
// The browser writes its cookie jar every half minute: one killed before has never signed in.
await sleep(35_000);

const started = Date.now();
const ends = started + minutes * 60_000;
const report = setInterval(() => {
  const passed = Math.round((Date.now() - started) / 60_000);
  console.log(`${passed} of ${minutes} min: ${safe.edits} edits, ${JSON.stringify(faults)}`);
}, 60_000);
await Promise.all([...devices.map(edits), faultLoop()]);
clearInterval(report);
const problems = await rest();
for (const device of devices) await device.end();

console.log(`faults: ${JSON.stringify(faults)}`);
console.log(
  `${safe.edits} edits were safe, ${safe.unanswered} had no answer from a tab that died under them`,
);
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? 'all devices hold the same rows, nothing was lost' : 'NOT in step');
process.exitCode = problems.length === 0 ? 0 : 1;

/** One person on one device. */
async function edits(device: SoakDevice): Promise<void> {
  while (!isOver && Date.now() < ends) {
    await sleep(EDIT_MS * (0.5 + random()));
    if (device.tabs === 0) continue;
    const edit = nextEdit();
    try {
      const id = await device.edit(edit, below(3));
      safe.edits++;
      if (edit.kind === 'create') safe.created.add(id);
      if (edit.kind === 'annotate') safe.lines.set(id, [...(safe.lines.get(id) ?? []), edit.line]);
    } catch {
      // The tab died, or does not know the task yet: nothing was promised.
      safe.unanswered++;
    }
  }
}

function nextEdit(): Edit {
  const known = [...safe.created];
  const id = known.at(-1 - below(Math.min(known.length, LIVELY)));
  const n = ++number;
  const kind = random();
  if (id === undefined || kind < 0.2) return { kind: 'create', title: `Task ${n}` };
  if (kind < 0.6) return { kind: 'annotate', id, line: `Line ${n}`, onTop: random() < 0.5 };
  if (kind < 0.75) return { kind: 'rename', id, title: `Task, renamed ${n}` };
  if (kind < 0.92) return { kind: 'complete', id, completed: random() < 0.7 };
  return { kind: kind < 0.96 ? 'delete' : 'restore', id };
}

async function faultLoop(): Promise<void> {
  while (Date.now() < ends) {
    await sleep(FAULT_MS * (0.5 + random()));
    const device = devices[below(devices.length)]!;
    const [name, fault] = FAULTS[below(FAULTS.length)]!;
    try {
      await fault(device);
      faults[name] = (faults[name] ?? 0) + 1;
    } catch (error) {
      // A tab that was just gone, a worker that had just ended: the next fault comes soon.
      faults['in vain'] = (faults['in vain'] ?? 0) + 1;
      if (process.env['LOCKSTEP_SOAK_LOG']) console.log(name, error);
    }
    // What closed or crashed is opened again by its person.
    await device.fill().catch(() => {});
  }
  isOver = true;
}

/** The network is bad for a while; the other faults go on. */
async function away({ network }: SoakDevice, bad: () => void): Promise<void> {
  bad();
  await sleep(random() * 60_000);
  network.up();
}

async function restartServer(): Promise<void> {
  await server.stop('SIGKILL');
  await sleep(random() * 5_000);
  await server.start();
}

/** Waits until nobody has anything left to do, and looks at what everybody has. @returns what is wrong */
async function rest(): Promise<string[]> {
  for (const device of devices) {
    device.network.up();
    await device.fill();
  }
  const patience = Date.now() + REST_MS;
  for (const device of devices)
    while ((await device.status()) !== 'In step') {
      if (Date.now() > patience)
        return [`${device.name} says "${await device.status()}": ${await device.report()}`];
      await sleep(1_000);
    }

  const theirs = new Map((await readServer()).map((row) => [row.id, row]));
  const problems: string[] = [];
  for (const device of devices) {
    const { rows, unsent, rejected } = await device.state();
    if (unsent + rejected > 0) problems.push(`${device.name}: ${unsent} unsent, ${rejected} rejected`);
    const mine = new Map(rows.map((row) => [row['id'] as string, row]));
    for (const [id, row] of theirs)
      if (comparable(mine.get(id)) !== comparable(row))
        problems.push(`${device.name}: ${comparable(mine.get(id))} for ${comparable(row)}`);
    if (mine.size !== theirs.size) problems.push(`${device.name}: ${mine.size} of ${theirs.size} rows`);
    console.log(`${device.name}: ${mine.size} rows compared`);
  }
  for (const id of safe.created) if (!theirs.has(id)) problems.push(`task ${id} is lost`);
  for (const [id, lines] of safe.lines) {
    const row = theirs.get(id);
    if (row === undefined || 'deletedAt' in row) continue;
    const there = ('notes' in row && row.notes ? row.notes : '').split('\n');
    for (const line of lines) {
      const times = there.filter((one) => one === line).length;
      if (times !== 1) problems.push(`"${line}" is ${times} times in ${id}`);
    }
  }
  return problems;
}

async function readServer(): Promise<Row[]> {
  const client = await new Api(server.origin).signIn(account, 'Soak');
  const rows: Row[] = [];
  for (let syncAt: string | undefined; ;) {
    const page = await client.changes({ limit: 1000, ...(syncAt && { syncAt }) });
    rows.push(...page.rows);
    if (!page.hasMore) return rows;
    syncAt = page.syncAt;
  }
}

/** A row as text; of a tombstone, what the wire says of it. */
function comparable(row: Record<string, unknown> | Row | undefined): string {
  if (row === undefined) return 'nothing';
  const { listKeys: _, ...fields } = row as Record<string, unknown>;
  const { id, revision, deletedAt } = fields;
  const shown = deletedAt === undefined ? fields : { id, revision, deletedAt };
  return JSON.stringify(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)));
}
