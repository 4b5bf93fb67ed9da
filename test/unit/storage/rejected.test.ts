import { describe, expect, it } from 'vitest';
import { discardRejected, readRejected, retryRejected } from '../../../src/storage/rejected.ts';
import { TestDevice } from '../../support/device.ts';

/** A device with one mutation that the server refused. */
async function deviceWithRejected() {
  const device = new TestDevice();
  await device.add('Refused');
  const [mutation] = (await device.storage.unsent(1)).mutations;
  const error = { code: 'invalid-field' as const, message: 'No.' };
  await device.storage.apply({ rows: [], rejected: [{ mutationId: mutation!.id, error }] });
  return { device, mutationId: mutation!.id };
}

describe('a rejected mutation', () => {
  it('goes back to the outbox under a new id when it is tried again', async () => {
    const { device, mutationId } = await deviceWithRejected();

    await retryRejected(device.database, mutationId);

    const [again] = (await device.storage.unsent(10)).mutations;
    expect(again).toMatchObject({ fields: { title: 'Refused' } });
    expect(again!.id).not.toBe(mutationId);
    expect(await readRejected(device.database)).toEqual([]);
    expect(await device.titles()).toEqual(['Refused']);
  });

  it('is tried again once, however often it is asked for', async () => {
    const { device, mutationId } = await deviceWithRejected();

    await Promise.all([1, 2, 3].map(() => retryRejected(device.database, mutationId)));

    expect(await device.storage.counts()).toEqual({ unsent: 1, rejected: 0 });
  });

  it('goes when the person gives it up', async () => {
    const { device, mutationId } = await deviceWithRejected();

    await discardRejected(device.database, mutationId);

    expect(await device.storage.counts()).toEqual({ unsent: 0, rejected: 0 });
  });
});
