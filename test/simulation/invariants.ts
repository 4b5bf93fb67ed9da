// What must hold in a simulated world: I2 at any instant; I2 to I7, and that tokens are renewed in time, at rest.
import { formatDigest, moveDigest } from '../../src/protocol/digest.ts';
import type { SimulatedDevice } from './device.ts';
import { checkHistory } from './history-check.ts';
import type { SimulatedServer } from './server.ts';

/** A heartbeat every 25 s, as the sweep of every 5 s finds it due, and its way. */
const MAX_SILENCE_MS = 35_000;

export interface Scene {
  server: SimulatedServer;
  devices: SimulatedDevice[];
  /** Tasks that devices had when the server was put back to an older state. */
  held: Set<string>;
}

/** A broken invariant. */
export class Violation extends Error {}

function fail(invariant: string, what: string): never {
  throw new Violation(`${invariant}: ${what}`);
}

/** Fair weather has lasted for longer than any back-off. */
export async function checkInStep({ server, devices }: Scene): Promise<void> {
  for (const { name, storage, network, achieverId } of devices) {
    const { unsent } = await storage.counts();
    if (unsent > 0) fail('I3', `${name} sat on ${unsent} mutations in fair weather`);
    if (network.buffers) continue;
    const [{ cursor }, head] = [await storage.readState(), await server.store.head(achieverId)];
    if (cursor?.seq !== head.seq)
      fail('I2', `${name} stayed at ${cursor?.seq} of ${head.seq} in fair weather`);
  }
}

/** Nothing is left to be done. */
export async function checkAtRest(scene: Scene): Promise<void> {
  const { server, devices } = scene;
  for (const device of devices) {
    await checkCursor(scene, device);
    await checkRows(scene, device);
    await checkEdits(scene, device);
  }
  await checkAccepted(scene);
  await checkHeld(scene);
  // What the digest mends would hide what should not have been broken. Of a deletion that was forgotten, a device that
  // never got through its first sync hears in no other way.
  for (const { name, rotten, mended, network, sleptUnsynced } of devices)
    if (mended > 0 && rotten.size === 0 && network.resyncs === 0 && !server.wasRestored && !sleptUnsynced)
      fail('I2', `${name} put its rows right ${mended} times, which nothing had broken`);
  for (const { name, network } of devices)
    if (network.surplusStreams > 0)
      fail('I5', `${name} opened ${network.surplusStreams} streams beside a good one`);
  for (const { name, network } of devices)
    if (network.longestSilence > MAX_SILENCE_MS)
      fail('I5', `${name} heard nothing of a good stream for ${network.longestSilence} ms`);
  for (const { name, network } of devices)
    if (network.requestsWithEndedTokens > 0)
      fail('token', `${name} began ${network.requestsWithEndedTokens} requests with a token that had ended`);
  for (const [id, times] of server.applied)
    if (times > 1) fail('I4', `mutation ${id} took effect ${times} times`);
  for (const echo of server.echoes) fail('I6', echo);
  for (const device of devices)
    if (!hasItsStream(scene, device)) fail('I5', `${device.name} has ${streams(scene, device)} streams`);
}

/** I7: everybody left, and nobody is left behind. */
export function checkGone({ server: { openStreams, subscribers } }: Scene): void {
  if (openStreams + subscribers > 0) fail('I7', `${openStreams} streams, ${subscribers} subscribers left`);
}

/** I5: one stream; behind a proxy that buffers none, or the one that is being tried. */
export function hasItsStream(scene: Scene, device: SimulatedDevice): boolean {
  const open = streams(scene, device);
  return open === 1 || (device.network.buffers && open === 0);
}

const streams = ({ server }: Scene, { achieverId, id }: SimulatedDevice) => server.streamsOf(achieverId, id);

/** I2: what the cursor says this device has, it has; at any instant. */
export async function checkCursor({ server }: Scene, device: SimulatedDevice): Promise<void> {
  const { cursor } = await device.storage.readState();
  // A cursor from before a restore is of another life.
  if (cursor === null || server.wasRestored) return;
  const { rows } = await server.store.changesSince(device.achieverId, 0, 1e6);
  const base = new Map((await device.rows()).map(({ id, revision }) => [id, revision]));
  for (const { row, seq } of rows) {
    if (seq > cursor.seq || device.rotten.has(row.id)) continue;
    if ((base.get(row.id) ?? 0) < row.revision)
      fail('I2', `${device.name} is at ${cursor.seq} without ${row.id} revision ${row.revision}`);
  }
}

/** I2 at rest: the device has the server's rows, and so the server's digest. */
async function checkRows({ server }: Scene, device: SimulatedDevice): Promise<void> {
  const { rows: changes, head } = await server.store.changesSince(device.achieverId, 0, 1e6);
  for (const { row } of changes)
    if (server.forgotten.has(row.id) && !server.wasRestored) fail('I2', `${row.id} is back from the dead`);
  // Of a task that is gone in both lives of a server, or for long, who has a tombstone is all the same.
  const counts = (row: { id: string }) =>
    (!server.wasRestored && !server.forgotten.has(row.id)) || !('deletedAt' in row);
  const rows = changes.map(({ row }) => row).filter(counts);
  const base = (await device.rows()).filter(counts);
  const strip = ({ listKeys: _, ...row }: (typeof base)[number]) => row;
  for (const row of rows) {
    const mine = base.find(({ id }) => id === row.id);
    const same =
      mine !== undefined &&
      ('deletedAt' in row
        ? mine.deletedAt === row.deletedAt && mine.revision === row.revision
        : JSON.stringify(sorted(strip(mine))) === JSON.stringify(sorted(row)));
    if (!same) fail('I2', `${device.name} has ${JSON.stringify(mine)} for ${JSON.stringify(row)}`);
  }
  if (base.length !== rows.length) fail('I2', `${device.name} has ${base.length} of ${rows.length} rows`);
  const digest = formatDigest(base.reduce((sum, row) => moveDigest(sum, null, row), 0n));
  if (digest !== head.digest) fail('I2', `${device.name}: digest ${digest}, server ${head.digest}`);
  const { cursor } = await device.storage.readState();
  if (cursor?.seq !== head.seq) fail('I2', `${device.name} rests at ${cursor?.seq} of ${head.seq}`);
}

/** I3: every edit reached the server, and none waits. */
async function checkEdits({ server }: Scene, device: SimulatedDevice): Promise<void> {
  const { unsent } = await device.storage.counts();
  if (unsent > 0) fail('I3', `${device.name} still has ${unsent} mutations to send`);
  for (const { id } of device.committed)
    if (!server.answered.has(id)) fail('I3', `mutation ${id} of ${device.name} was lost`);
}

/** I3: a server that was put back has again what devices held, unless it was deleted on the way. */
async function checkHeld({ server, devices, held }: Scene): Promise<void> {
  const known = new Set(devices.flatMap(({ rotten }) => [...rotten]));
  for (const { committed } of devices)
    for (const { kind, entityId } of committed) if (kind === 'delete') known.add(entityId);
  for (const device of devices) {
    const { rows } = await server.store.changesSince(device.achieverId, 0, 1e6);
    for (const { row } of rows) known.add(row.id);
    for (const { id, deletedAt } of await device.rows()) if (deletedAt !== undefined) known.add(id);
  }
  for (const id of held) if (!known.has(id)) fail('I3', `task ${id} went with the restore`);
}

/** I3: every edit that was accepted is in the value or in the history, as long as its row is remembered. */
async function checkAccepted({ server, devices }: Scene): Promise<void> {
  for (const [achieverId, theirs] of Map.groupBy(devices, (device) => device.achieverId)) {
    const edits = theirs.flatMap(({ committed }) => committed);
    const accepted = edits.filter(({ id }) => server.applied.has(id) && !server.forgottenEdits.has(id));
    const problem = await checkHistory(server.store, achieverId, accepted, !server.wasRestored);
    if (problem) fail('I3', problem);
  }
}

const sorted = (row: object) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
