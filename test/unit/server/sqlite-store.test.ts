import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { formatDigest, rowHash } from '../../../src/protocol/digest.ts';
import type { LiveRow } from '../../../src/protocol/rows.ts';
import { forgetOld } from '../../../src/server/store/forget-old.ts';
import { migrate, NewerDatabaseError } from '../../../src/server/store/sqlite/migrations.ts';
import { mutation, numbered } from '../../support/mutation.ts';
import { TemporaryStore } from '../../support/temporary-store.ts';

const DAY = 24 * 3600 * 1000;

describe('a commit', () => {
  it('has one number for the whole batch, the next one', async () => {
    await using db = await TemporaryStore.open();

    const first = await db.commit(numbered(3));
    const second = await db.commit([mutation()]);

    expect([first.prev, first.seq]).toEqual([0, 1]);
    expect([second.prev, second.seq]).toEqual([1, 2]);
    expect((await db.changes()).rows.map(({ seq }) => seq)).toEqual([1, 1, 1, 2]);
  });

  it('that changes nothing takes no number', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation();
    await db.commit([create]);

    const again = await db.commit([
      mutation({ kind: 'update', entityId: create.entityId, fields: create.fields! }),
    ]);

    expect(again).toMatchObject({ prev: 1, seq: 1, rows: [], results: [{ status: 'applied' }] });
  });

  it('names each row once, as it is afterwards, with every field that changed', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation();
    const { entityId } = create;

    const commit = await db.commit([
      create,
      mutation({ kind: 'update', entityId, fields: { notes: 'two' } }),
      mutation({ kind: 'update', entityId, fields: { title: 'Tea' } }),
    ]);

    expect(commit.rows).toMatchObject([{ id: entityId, revision: 3, title: 'Tea', notes: 'two' }]);
    expect(commit.fields).toEqual({ [entityId]: ['title', 'notes'] });
  });

  it('counts apart for each achiever (I8)', async () => {
    await using db = await TemporaryStore.open();
    const [other, device] = [uuidv7(), uuidv7()];
    await db.addAccount(other, device);
    const create = mutation();
    await db.commit([create]);

    const commit = await db.store.commit({
      achieverId: other,
      deviceId: device,
      clientId: null,
      mutations: [create],
      now: db.now,
    });

    expect(commit).toMatchObject({ prev: 0, seq: 1, results: [{ status: 'applied', row: { revision: 1 } }] });
  });

  it('that fails leaves nothing, and takes nobody in the same transaction with it', async () => {
    await using db = await TemporaryStore.open();
    const good = mutation();

    const [refused, taken] = await Promise.allSettled([
      db.commit(numbered(1, 5), uuidv7()),
      db.commit([good]),
    ]);

    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'mutation-gap' } });
    expect(taken).toMatchObject({ status: 'fulfilled', value: { prev: 0, seq: 1 } });
    expect((await db.changes()).rows.map(({ row }) => row.id)).toEqual([good.entityId]);
  });

  it('is there after a restart', async () => {
    await using db = await TemporaryStore.open();
    await db.commit(numbered(2));
    const before = await db.changes();

    await db.reopen();

    expect(await db.changes()).toEqual(before);
  });
});

describe('a cursor', () => {
  const cursorOf = async ({ store, achieverId }: TemporaryStore) => ({
    epoch: store.epoch,
    seq: (await store.head(achieverId)).seq,
    horizon: 0,
  });

  it('is good over any number of restarts', async () => {
    await using db = await TemporaryStore.open();
    const before = await cursorOf(db);
    await db.commit([mutation()]);
    const newest = await cursorOf(db);

    for (let i = 0; i < 2; i++) {
      await db.reopen();
      await db.commit([mutation()]);

      expect(await db.store.resume(db.achieverId, before)).toMatchObject({ seq: 0 });
      expect(await db.store.resume(db.achieverId, newest)).toMatchObject({ seq: 1 });
    }
  });

  it('that is ahead of everything is refused', async () => {
    await using db = await TemporaryStore.open();
    const cursor = await cursorOf(db);
    const foreign = '00'.repeat(8);

    expect(await db.store.resume(db.achieverId, { ...cursor, seq: cursor.seq + 1 })).toBe('ahead');
    expect(await db.store.resume(db.achieverId, { ...cursor, epoch: foreign })).toBe('epoch');
  });

  it('that saw what a backup lacks is refused, whatever came since the backup was put back', async () => {
    await using db = await TemporaryStore.open();
    await db.commit([mutation()]);
    const inBackup = await cursorOf(db);
    await db.backUp();
    await db.commit([mutation()]);
    const lost = await cursorOf(db);
    await db.reopen();
    const lostInLaterEpoch = await cursorOf(db);

    await db.restore();
    await db.commit([mutation()]);
    await db.commit([mutation()]);

    expect(await db.store.resume(db.achieverId, inBackup)).toMatchObject({ seq: 1 });
    expect(await db.store.resume(db.achieverId, lost)).toBe('epoch');
    expect(await db.store.resume(db.achieverId, lostInLaterEpoch)).toBe('epoch');
  });
});

describe('rows deleted long ago', () => {
  /** A row deleted and forgotten, one deleted since, and one that lives. */
  async function forgetOne(db: TemporaryStore) {
    const [forgotten, deleted, living] = [mutation(), mutation(), mutation()];
    await db.commit([forgotten, deleted, living]);
    await db.commit([mutation({ kind: 'delete', entityId: forgotten.entityId })]);
    db.now += 50 * DAY;
    await db.commit([mutation({ kind: 'delete', entityId: deleted.entityId })]);
    db.now += 50 * DAY;
    const { digest } = await db.store.head(db.achieverId);
    await db.store.forgetTombstones(db.now - 90 * DAY);
    return { forgotten, deleted, living, digest };
  }

  it('are forgotten but for their ids, with their history; the others stay', async () => {
    await using db = await TemporaryStore.open();

    const { forgotten, deleted, living, digest } = await forgetOne(db);

    const { rows, head } = await db.changes();
    expect(rows.map(({ row }) => row.id).sort()).toEqual([deleted.entityId, living.entityId].sort());
    expect(head).toEqual({ seq: 3, digest, horizon: 2 });
    const { forgotten: ids } = await db.store.revisions(db.achieverId);
    expect(ids).toEqual([forgotten.entityId]);
    const of = (rowId: string) =>
      db.store.history({ achieverId: db.achieverId, entity: 'task', rowId, limit: 10 });
    expect(await of(forgotten.entityId)).toBeUndefined();
    expect((await of(deleted.entityId))?.entries.length).toBeGreaterThan(0);
  });

  it('are not forgotten while somebody edits them', async () => {
    await using db = await TemporaryStore.open();
    const [task] = [mutation()];
    await db.commit([task]);
    await db.commit([mutation({ kind: 'delete', entityId: task.entityId })]);
    db.now += 91 * DAY;
    await db.commit([mutation({ kind: 'update', entityId: task.entityId, fields: { title: 'Tea' } })]);

    await db.store.forgetTombstones(db.now - 90 * DAY);

    expect(await db.changes()).toMatchObject({
      rows: [{ row: { id: task.entityId } }],
      head: { horizon: 0 },
    });
  });

  it('are missed by a cursor from before their deletion, and by no other', async () => {
    await using db = await TemporaryStore.open();
    await forgetOne(db);
    const { epoch } = db.store;
    const resume = (seq: number, horizon: number) => db.store.resume(db.achieverId, { epoch, seq, horizon });

    expect(await resume(1, 0)).toBe('horizon');
    expect(await resume(2, 0)).toEqual({ seq: 2, horizon: 2 });
  });

  it('are not missed by who began to read after they were forgotten', async () => {
    await using db = await TemporaryStore.open();
    await forgetOne(db);
    const { head, upTo } = await db.changes(0, 1);

    const onPageOne = { epoch: db.store.epoch, seq: upTo, horizon: head.horizon };

    expect(upTo).toBeLessThan(head.horizon);
    expect(await db.store.resume(db.achieverId, onPageOne)).toEqual({ seq: upTo, horizon: 2 });
  });
});

describe('the digest', () => {
  it('is the sum over live rows, whatever happened to them', async () => {
    await using db = await TemporaryStore.open();
    const [kept, gone, back] = [mutation(), mutation(), mutation()];
    await db.commit([kept, gone, back]);
    await db.commit([
      mutation({ kind: 'update', entityId: kept.entityId, fields: { title: 'Tea' } }),
      mutation({ kind: 'delete', entityId: gone.entityId }),
      mutation({ kind: 'delete', entityId: back.entityId }),
    ]);
    await db.commit([mutation({ kind: 'restore', entityId: back.entityId })]);

    const rows = (await db.changes()).rows.map(({ row }) => row as LiveRow);
    const hash = ({ entityId }: { entityId: string }, revision: number) =>
      rowHash(entityId, revision, rows.find(({ id }) => id === entityId)!.updatedAt);
    const sum = (hash(kept, 2) + hash(back, 3)) & 0xffff_ffff_ffff_ffffn;
    expect((await db.store.head(db.achieverId)).digest).toBe(formatDigest(sum));
  });
});

describe('a mutation sent again', () => {
  it('is a duplicate with the row as it is now, and takes no effect (I4)', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation({ n: 1 });
    const clientId = uuidv7();
    await db.commit([create], clientId);
    await db.commit(
      [mutation({ n: 2, kind: 'update', entityId: create.entityId, fields: { title: 'Tea' } })],
      clientId,
    );

    const again = await db.commit([create], clientId);

    expect(again).toMatchObject({
      prev: 2,
      seq: 2,
      results: [{ status: 'duplicate', row: { title: 'Tea' } }],
    });
  });

  it('is known by its id whatever number and client it comes with', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation({ n: 1 });
    await db.commit([create], uuidv7());

    const renumbered = await db.commit([{ ...create, n: 1 }, mutation({ n: 2 })], uuidv7());

    expect(renumbered.results.map(({ status }) => status)).toEqual(['duplicate', 'applied']);
  });

  it('is rejected again when it was rejected', async () => {
    await using db = await TemporaryStore.open();
    const bad = mutation({ fields: { title: 'Tea', colour: 'red' } });
    const first = await db.commit([bad]);

    const again = await db.commit([bad]);

    expect(first.results).toMatchObject([{ status: 'rejected', error: { code: 'unknown-field' } }]);
    expect(again.results).toEqual(first.results);
  });

  it('twice in one batch takes effect once', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation();

    const { results, rows } = await db.commit([create, create]);

    expect(results.map(({ status }) => status)).toEqual(['applied', 'duplicate']);
    expect(rows).toMatchObject([{ revision: 1 }]);
  });
});

describe('the numbers of a client', () => {
  it('start at 1 and have no gaps: a batch behind one is refused whole', async () => {
    await using db = await TemporaryStore.open();
    const clientId = uuidv7();
    await db.commit(numbered(2), clientId);

    await expect(db.commit([...numbered(1, 3), ...numbered(1, 5)], clientId)).rejects.toMatchObject({
      code: 'mutation-gap',
      details: { expectedN: 4 },
    });

    expect((await db.changes()).rows).toHaveLength(2);
    expect(await db.commit(numbered(1, 3), clientId)).toMatchObject({ seq: 2 });
  });

  it('go on behind a rejected mutation: it blocks nobody', async () => {
    await using db = await TemporaryStore.open();
    const clientId = uuidv7();

    await db.commit([mutation({ n: 1, fields: { title: '' } })], clientId);

    expect(await db.commit(numbered(1, 2), clientId)).toMatchObject({ results: [{ status: 'applied' }] });
  });

  it('seen before with a new id are another copy’s edit, and are not lost (I3)', async () => {
    await using db = await TemporaryStore.open();
    const clientId = uuidv7();
    await db.commit(numbered(2), clientId);

    const copy = await db.commit(numbered(1, 2), clientId);

    expect(copy.results).toMatchObject([{ status: 'applied' }]);
  });

  it('seen before with an id forgotten since are repeats, and undo nothing newer (I4)', async () => {
    await using db = await TemporaryStore.open();
    const clientId = uuidv7();
    const old = mutation({ n: 1, id: uuidv7({ msecs: db.now }) });
    const newer = mutation({
      n: 2,
      id: uuidv7({ msecs: db.now }),
      kind: 'update',
      entityId: old.entityId,
      fields: { title: 'Tea' },
    });
    await db.commit([old, newer], clientId);
    db.now += 91 * DAY;
    await db.store.forgetMutations(db.now - 90 * DAY);

    const again = await db.commit([old], clientId);

    expect(again).toMatchObject({
      prev: 1,
      seq: 1,
      results: [{ status: 'duplicate', row: { title: 'Tea' } }],
    });
  });

  it('are not applied again when they come back after months from a device whose clock is ahead', async () => {
    await using db = await TemporaryStore.open();
    const clientId = uuidv7();
    const old = mutation({ n: 1, fields: { title: 'Milk' }, id: uuidv7({ msecs: db.now + DAY }) });
    await db.commit([old], clientId);
    await db.commit([mutation({ kind: 'update', entityId: old.entityId, fields: { title: 'Tea' } })]);
    db.now += 90.5 * DAY;
    await forgetOld(db.store, db.now);

    const again = await db.commit([old], clientId);

    expect(again).toMatchObject({ results: [{ status: 'duplicate', row: { title: 'Tea' } }] });
  });

  it('never seen before are fresh, however long the device was away', async () => {
    await using db = await TemporaryStore.open();
    const written = mutation({ n: 1, id: uuidv7({ msecs: db.now }) });
    db.now += 200 * DAY;

    expect(await db.commit([written], uuidv7())).toMatchObject({ results: [{ status: 'applied' }] });
  });
});

describe('changes since a number', () => {
  it('come in order, a row at its newest number only', async () => {
    await using db = await TemporaryStore.open();
    const [first, second] = numbered(2);
    await db.commit([first!]);
    await db.commit([second!]);
    await db.commit([mutation({ kind: 'update', entityId: first!.entityId, fields: { title: 'Tea' } })]);

    const { rows } = await db.changes();

    expect(rows.map(({ seq, row }) => [seq, row.id])).toEqual([
      [2, second!.entityId],
      [3, first!.entityId],
    ]);
  });

  it('are never cut within a commit, even when it is longer than the page', async () => {
    await using db = await TemporaryStore.open();
    await db.commit(numbered(2));
    await db.commit(numbered(5, 3));
    await db.commit(numbered(1, 8));

    const pages = [await db.changes(0, 4), await db.changes(1, 4), await db.changes(2, 4)];

    expect(pages.map(({ rows, upTo, hasMore }) => [rows.length, upTo, hasMore])).toEqual([
      [2, 1, true],
      [5, 2, true],
      [1, 3, false],
    ]);
  });

  it('name the device they came from', async () => {
    await using db = await TemporaryStore.open();
    await db.commit([mutation()]);

    const { rows } = await db.changes();

    expect(rows[0]!.origin).toEqual({ deviceId: db.deviceId, deviceName: 'Laptop' });
  });

  it('after the head are none', async () => {
    await using db = await TemporaryStore.open();
    await db.commit([mutation()]);

    expect(await db.changes(1)).toMatchObject({ rows: [], upTo: 1, hasMore: false, head: { seq: 1 } });
  });
});

describe('the history of a row', () => {
  const historyOf = (db: TemporaryStore, rowId: string, page: { before?: number; limit?: number } = {}) =>
    db.store.history({ achieverId: db.achieverId, entity: 'task', rowId, limit: 50, ...page });

  it('has every field of every commit, the newest first, with who, when, before and after', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation({ fields: { title: 'Buy milk', priority: 1 } });
    const { entityId } = create;
    const at = new Date(db.now).toISOString();
    const device = { deviceId: db.deviceId, deviceName: 'Laptop' };
    await db.commit([create]);
    db.now += 1_000;
    await db.commit([
      mutation({ kind: 'update', entityId, fields: { title: 'Buy tea' } }),
      mutation({ kind: 'delete', entityId }),
    ]);

    const later = new Date(db.now).toISOString();
    expect(await historyOf(db, entityId)).toEqual({
      entries: [
        { seq: 2, at: later, device, field: 'deletedAt', before: null, after: later },
        { seq: 2, at: later, device, field: 'title', before: 'Buy milk', after: 'Buy tea' },
        { seq: 1, at, device, field: 'priority', before: null, after: 1 },
        { seq: 1, at, device, field: 'title', before: null, after: 'Buy milk' },
      ],
      hasMore: false,
    });
  });

  it('is written once for a mutation that is sent twice, and not for one that changes nothing', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation();
    await db.commit([create]);

    await db.commit([
      create,
      mutation({ kind: 'update', entityId: create.entityId, fields: create.fields! }),
    ]);

    expect((await historyOf(db, create.entityId))!.entries).toHaveLength(1);
  });

  it('has the value that gave way, and tells a sender whose answer was lost of it again', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation();
    const { entityId } = create;
    const [theirs, mine] = ['Buy tea', 'Buy coffee'].map((title) =>
      mutation({ kind: 'update', entityId, fields: { title }, baseRevision: 1, n: 1 }),
    );
    await db.commit([create]);
    await db.commit([theirs!], uuidv7());
    const client = uuidv7();
    const first = await db.commit([mine!], client);

    const again = await db.commit([mine!], client);

    const conflicts = [{ field: 'title', kept: 'Buy coffee', lost: 'Buy tea' }];
    expect(first.results).toMatchObject([{ status: 'applied', conflicts }]);
    expect(again.results).toMatchObject([{ status: 'duplicate', conflicts }]);
    const { entries } = (await historyOf(db, entityId))!;
    expect(entries[0]).toMatchObject({ before: 'Buy tea', after: 'Buy coffee', lost: 'Buy tea' });
    expect(entries[1]).not.toHaveProperty('lost');
  });

  it('has a value that gave way without changing anything: the refused half of a conflict is a commit', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation({ fields: { title: 'Shopping', notes: 'milk\ntea' } });
    const { entityId } = create;
    const base = { notes: 'milk\ntea' };
    await db.commit([create]);
    await db.commit(
      [mutation({ n: 1, kind: 'update', entityId, fields: { notes: 'milk\nTEA' }, baseRevision: 1, base })],
      uuidv7(),
    );

    const commit = await db.commit(
      [mutation({ n: 1, kind: 'update', entityId, fields: { notes: 'milk' }, baseRevision: 1, base })],
      uuidv7(),
    );

    expect(commit).toMatchObject({ seq: 3, rows: [{ revision: 3, notes: 'milk\nTEA' }] });
    expect((await historyOf(db, entityId))!.entries[0]).toMatchObject({ after: 'milk\nTEA', lost: 'milk' });
  });

  it('comes in pages of whole commits', async () => {
    await using db = await TemporaryStore.open();
    const create = mutation({ fields: { title: 'Buy milk', notes: 'two', priority: 1 } });
    const { entityId } = create;
    await db.commit([create]);
    for (const title of ['Buy tea', 'Buy coffee'])
      await db.commit([mutation({ kind: 'update', entityId, fields: { title } })]);

    const pages = [
      await historyOf(db, entityId, { limit: 2 }),
      await historyOf(db, entityId, { limit: 2, before: 2 }),
      await historyOf(db, entityId, { limit: 2, before: 1 }),
    ];

    expect(pages.map((page) => [page!.entries.map(({ seq }) => seq), page!.hasMore])).toEqual([
      [[3, 2], true],
      [[1, 1, 1], false],
      [[], false],
    ]);
  });

  it('is not there for a row of another kind, or of nobody', async () => {
    await using db = await TemporaryStore.open();
    const project = mutation({ entity: 'project', fields: { title: 'Home' } });
    await db.commit([project]);

    expect(await historyOf(db, project.entityId)).toBeUndefined();
    expect(await historyOf(db, uuidv7())).toBeUndefined();
  });

  it('is read by its index, and goes with its account', async () => {
    await using db = await TemporaryStore.open();
    await db.commit(numbered(3));
    const database = new DatabaseSync(db.file, { enableForeignKeyConstraints: true });

    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT * FROM history WHERE achiever_id = ? AND row_id = ? AND seq < ?
         ORDER BY seq DESC, entry DESC`,
      )
      .all('a', 'b', 1);
    database.prepare('DELETE FROM achievers').run();

    expect(plan).toHaveLength(1);
    expect(plan[0]!['detail']).toContain('INDEX history_by_row');
    expect(database.prepare('SELECT count(*) AS n FROM history').get()).toEqual({ n: 0 });
    database.close();
  });
});

describe('migrating', () => {
  const grown = ['CREATE TABLE a (x)', 'CREATE TABLE b (x)'].map((sql) => `${sql};`);

  it('copies an existing database before it changes it', async () => {
    await using db = await TemporaryStore.open();
    const file = `${db.file}.other`;
    const database = new DatabaseSync(file);
    migrate(database, file, grown.slice(0, 1));
    database.exec('INSERT INTO a VALUES (1)');

    migrate(database, file, grown);

    const backup = new DatabaseSync(`${file}.v1.backup`);
    expect(backup.prepare('SELECT x FROM a').all()).toEqual([{ x: 1 }]);
    expect(() => backup.prepare('SELECT x FROM b')).toThrow('no such table');
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    backup.close();
    database.close();
  });

  it('counts the digests of an older database anew, and keeps its cursors', async () => {
    await using db = await TemporaryStore.open();
    await db.commit(numbered(3));
    const { digest } = await db.store.head(db.achieverId);
    const { epoch } = db.store;
    const older = new DatabaseSync(db.file);
    older.exec(`
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      INSERT INTO meta VALUES ('epoch', '${epoch}');
      DROP TABLE forgotten_rows;
      DROP TABLE invitations;
      DROP TABLE feeds;
      DROP TABLE epoch_starts;
      DROP TABLE epochs;
      DROP INDEX tombstones_by_age;
      ALTER TABLE counters DROP COLUMN horizon;
      UPDATE counters SET digest = 'ffffffffffffffff';
      PRAGMA user_version = 2`);
    older.close();

    await db.reopen();

    expect((await db.store.head(db.achieverId)).digest).toBe(digest);
    expect(await db.store.resume(db.achieverId, { epoch, seq: 1, horizon: 0 })).toEqual({
      seq: 1,
      horizon: 0,
    });
  });

  it('copies nothing when there is nothing yet, or nothing to do', async () => {
    await using db = await TemporaryStore.open();

    await db.reopen();

    expect(existsSync(`${db.file}.v0.backup`)).toBe(false);
    expect(existsSync(`${db.file}.v1.backup`)).toBe(false);
  });

  it('refuses a database that a newer version wrote', async () => {
    await using db = await TemporaryStore.open();
    const file = `${db.file}.other`;
    const database = new DatabaseSync(file);
    migrate(database, file, grown);

    expect(() => migrate(database, file, grown.slice(0, 1))).toThrow(NewerDatabaseError);
    database.close();
  });
});
