// Reminders of a device: taken once, whoever looks, and never again.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  claimReminders,
  dismissReminders,
  type DueReminder,
  listReminders,
  readListed,
} from '../../../src/storage/reminders.ts';
import { TestDevice } from '../../support/device.ts';

const DAY = 24 * 3600 * 1000;
const NOW = Date.parse('2026-11-24T09:00:00Z');
let database: TestDevice['database'];

beforeEach(async () => {
  ({ database } = new TestDevice());
  await claimReminders(database, [], NOW - DAY);
});

const due = (key: string, parts: Partial<DueReminder> = {}): DueReminder => ({
  key,
  at: NOW,
  how: 'show',
  ...parts,
});

describe('a reminder whose time has come', () => {
  it('is shown by one of several tabs that look at the same moment', async () => {
    const taken = await Promise.all([1, 2, 3].map(() => claimReminders(database, [due('a'), due('b')], NOW)));
    expect(taken.flat().sort()).toEqual(['a', 'b']);
    expect(await claimReminders(database, [due('a')], NOW + DAY)).toEqual([]);
  });

  it('is listed once, until somebody has dealt with it', async () => {
    await claimReminders(database, [due('a', { how: 'list', late: true }), due('b', { how: 'pass' })], NOW);
    await claimReminders(database, [due('a', { how: 'list', late: true })], NOW);
    expect(await readListed(database)).toEqual([{ key: 'a', late: true }]);

    await dismissReminders(database, ['a']);
    await claimReminders(database, [due('a', { how: 'list' })], NOW);
    expect(await readListed(database)).toEqual([]);
  });

  it('is listed after all when it could not be shown', async () => {
    await claimReminders(database, [due('a')]);
    await listReminders(database, ['a']);
    expect(await readListed(database)).toEqual([{ key: 'a', late: false }]);
  });

  it('is none of the business of a device that came later', async () => {
    const { database: fresh } = new TestDevice();
    await claimReminders(fresh, [], NOW);
    expect(await claimReminders(fresh, [due('a', { at: NOW - DAY })], NOW)).toEqual([]);
    expect(await readListed(fresh)).toEqual([]);
  });

  it('does not come again when it is forgotten', async () => {
    await claimReminders(database, [due('a')], NOW);
    expect(await claimReminders(database, [due('a')], NOW + 40 * DAY)).toEqual([]);
    expect(await claimReminders(database, [due('a')], NOW + 41 * DAY)).toEqual([]);
  });
});
