// The index over the real storage, kept up as a host keeps it up.
import { beforeEach, describe, expect, it } from 'vitest';
import { SearchIndex } from '../../../src/host/search-index.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

let device: TestDevice;
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

beforeEach(async () => {
  device = new TestDevice();
  await device.storage.apply({
    rows: [
      task({ id: id(1), title: 'Buy oat milk' }),
      task({ id: id(2), title: 'Call the dairy', notes: 'about the milk bill' }),
      task({ id: id(3), title: 'Café with Zoë', labels: [id(9)] }),
      task({ id: id(4), title: 'Milk the cow', completedAt: '2026-01-01T00:00:00.000Z' }),
      { ...task({ id: id(9), title: 'Friends' }), entity: 'label' } as never,
    ],
  });
});

describe('searching', () => {
  it('finds words in titles before those in notes, and open tasks before completed ones', async () => {
    const index = new SearchIndex(device.database);

    const { ids: found } = await index.find('milk', 10);

    expect(found).toHaveLength(3);
    expect(found).toEqual([id(1), id(2), id(4)]);
  });

  it.each([
    ['the beginning of a word', 'mil', id(1)],
    ['a word with a slip in it', 'dairi', id(2)],
    ['a word without its accents', 'cafe zoe', id(3)],
    ['the name of a label', 'friends', id(3)],
  ])('finds by %s', async (_, text, expected) => {
    const { ids } = await new SearchIndex(device.database).find(text, 10);

    expect(ids).toContain(expected);
  });

  it('says which words were found, so that they can be marked', async () => {
    const index = new SearchIndex(device.database);

    expect((await index.find('mil', 10)).terms).toEqual(['milk']);
    expect((await index.find('dairi', 10)).terms).toEqual(['dairy']);
    expect((await index.find('CAFÉ', 10)).terms).toEqual(['cafe']);
  });

  it('wants all the words', async () => {
    expect((await new SearchIndex(device.database).find('oat dairy', 10)).ids).toEqual([]);
  });

  it('knows what was just written and not yet sent, and forgets what was deleted', async () => {
    const index = new SearchIndex(device.database);
    await index.find('anything', 1);

    await device.add('Water the ficus', id(5));
    await device.edit({ entityId: id(1), kind: 'delete' });
    await device.edit({ entityId: id(2), fields: { title: 'Call the bakery' } });
    index.changed([id(5), id(1), id(2)]);

    expect((await index.find('ficus', 10)).ids).toEqual([id(5)]);
    expect((await index.find('oat', 10)).ids).toEqual([]);
    expect((await index.find('bakery', 10)).ids).toEqual([id(2)]);
    expect((await index.find('dairy', 10)).ids).toEqual([]);
  });

  it('has what no server knows yet from the start', async () => {
    await device.add('Water the ficus', id(5));

    expect((await new SearchIndex(device.database).find('ficus', 10)).ids).toEqual([id(5)]);
  });

  it('follows a label to its new name', async () => {
    const index = new SearchIndex(device.database);
    await index.find('anything', 1);

    await device.edit({ entityId: id(9), entity: 'label', fields: { title: 'Family' } });
    index.changed([id(9)]);

    expect((await index.find('family', 10)).ids).toEqual([id(3)]);
    expect((await index.find('friends', 10)).ids).toEqual([]);
  });

  it('reads everything again when anything may have changed', async () => {
    const index = new SearchIndex(device.database);
    await index.find('anything', 1);
    const row = { ...task({ id: id(6), title: 'From a snapshot' }), revision: 3 };
    await device.storage.replaceBase([row], { syncAt: 'x', seq: 3 }, false);
    index.changed(null);

    expect((await index.find('snapshot', 10)).ids).toEqual([id(6)]);
    expect((await index.find('milk', 10)).ids).toEqual([]);
  });
});
