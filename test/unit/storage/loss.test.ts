// A browser that removes a site's data: what came back empty is told from what is new.
import { deleteDB } from 'idb';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Account,
  claim,
  forgetLoss,
  isClaimed,
  readDevice,
  storeAccount,
  wipeAccount,
} from '../../../src/storage/account.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

const account = (achieverId: string): Account => ({
  achieverId,
  deviceId: 'laptop',
  deviceName: 'Laptop',
  email: 'anna@example.org',
});

/** The same device after the browser removed the account's database. */
async function evict(device: TestDevice): Promise<TestDevice> {
  await deleteDB(device.database.name);
  return new TestDevice(device.server, device.achieverId);
}

const lostAt = async () => (await readDevice()).lostAt;

beforeEach(forgetLoss);

describe('an account’s database', () => {
  it('is no loss when it is new', async () => {
    const device = new TestDevice();
    await storeAccount(account(device.achieverId));

    await claim(device.database, device.achieverId);
    await claim(device.database, device.achieverId);

    expect(await lostAt()).toBeUndefined();
    expect(await isClaimed(device.database)).toBe(true);
  });

  it('is a loss when it comes back empty, until the person knows', async () => {
    const device = new TestDevice();
    await claim(device.database, device.achieverId);

    const again = await evict(device);
    expect(await isClaimed(again.database)).toBe(false);
    await claim(again.database, again.achieverId);

    expect(await lostAt()).toBeGreaterThan(0);
    await forgetLoss();
    await claim(again.database, again.achieverId);
    expect(await lostAt()).toBeUndefined();
  });

  it('is no loss when it is another account’s, or the same one’s after signing out', async () => {
    const device = new TestDevice();
    await claim(device.database, device.achieverId);

    const other = new TestDevice();
    await claim(other.database, other.achieverId);
    await wipeAccount(other.achieverId, false);
    const again = new TestDevice(other.server, other.achieverId);
    await claim(again.database, again.achieverId);

    expect(await lostAt()).toBeUndefined();
  });

  it('is no loss when it is from before there were marks', async () => {
    const device = new TestDevice();
    // As the engine leaves it.
    await device.storage.readState();

    await claim(device.database, device.achieverId);

    expect(await lostAt()).toBeUndefined();
  });
});

describe('a device', () => {
  it('knows whether nobody is here because somebody signed out', async () => {
    const { achieverId } = new TestDevice();
    await storeAccount(account(achieverId));
    expect(await readDevice()).toMatchObject({ account: { achieverId }, left: false });

    await wipeAccount(achieverId, false);

    expect(await readDevice()).toMatchObject({ account: undefined, left: true });
  });

  it('takes everything from the server when its database came back empty, and deletes nothing there', async () => {
    const before = new TestDevice();
    const [one, two] = [uuidv7(), uuidv7()];
    before.server.commit(task({ id: one, title: 'One', order: 'a0' }));
    before.server.commit(task({ id: two, title: 'Two', order: 'a1' }));
    await before.storage.apply({ rows: before.server.page().rows, cursor: { syncAt: 'at-2', seq: 2 } });

    const device = await (await evict(before)).start();
    expect(device.server.stream.syncAt).toBeNull();
    device.server.stream.say({ type: 'behind', data: { head: 2 } });
    await expect.poll(() => device.titles()).toEqual(['One', 'Two']);

    expect(device.server.batches).toEqual([]);
  });

  it('writes nothing of a host that does not know that its database was emptied', async () => {
    const device = await new TestDevice().start();
    device.server.goLive();
    await expect.poll(() => device.status?.connection).toBe('live');
    device.server.commit(task({ id: uuidv7(), title: 'Missed' }));
    await device.database.use(async (idb) => {
      for (const name of idb.objectStoreNames) await idb.clear(name);
    });

    device.server.stream.say(device.server.commit(task({ id: uuidv7(), title: 'New' })));

    // I2: a cursor that says "up to 2" would hide the first one for ever.
    await expect.poll(() => device.isSuperseded).toBe(true);
    expect(await device.storage.readState()).toMatchObject({ cursor: null });
    expect(await device.titles()).toEqual([]);
  });
});
