import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation, numbered } from '../support/mutation.ts';

let server: TestServer;
let anna: ApiClient;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  anna = await server.signUp();
});

describe('a batch', () => {
  it('answers with the rows, the link of the chain and the cursor behind it', async () => {
    const create = mutation({ fields: { title: 'Buy milk', priority: 2 } });

    const answer = await anna.mutate([create]);

    expect(answer).toMatchObject({
      prev: 0,
      seq: 1,
      results: [
        {
          id: create.id,
          status: 'applied',
          row: { entity: 'task', revision: 1, title: 'Buy milk', priority: 2 },
        },
      ],
    });
    expect(await anna.changes({ syncAt: answer.syncAt })).toMatchObject({ rows: [], seq: 1, hasMore: false });
  });

  it('takes tasks, projects and labels alike', async () => {
    const [project, label] = [
      mutation({ entity: 'project', fields: { title: 'Home', colour: 'teal' } }),
      mutation({ entity: 'label', fields: { title: 'Errand' } }),
    ];
    const task = mutation({
      fields: {
        title: 'Buy milk',
        notes: 'two',
        completedAt: '2026-05-01T10:00:00.000Z',
        projectId: project.entityId,
        parentId: uuidv7(),
        labels: [label.entityId],
        priority: 1,
        startDate: '2026-05-01',
        dueDate: '2026-05-02',
        dueTime: '09:30',
        recurrence: 'FREQ=WEEKLY;BYDAY=MO',
        order: 'a0',
      },
    });

    const { results } = await anna.mutate([project, label, task]);

    expect(results.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
    expect(results[2]!.row).toMatchObject(task.fields!);
    expect((await anna.changes()).rows.map(({ entity }) => entity).sort()).toEqual([
      'label',
      'project',
      'task',
    ]);
  });

  it('sets a bad mutation aside and goes on with those behind it', async () => {
    const bad = mutation({ fields: { title: 'Tea', colour: 'red' } });
    const good = mutation();

    const { results, seq } = await anna.mutate([bad, good]);

    expect(results).toMatchObject([
      { id: bad.id, status: 'rejected', error: { code: 'unknown-field' } },
      { id: good.id, status: 'applied' },
    ]);
    expect(results[0]).not.toHaveProperty('row');
    expect(seq).toBe(1);
  });

  it('of which nothing is accepted changes nothing', async () => {
    const answer = await anna.mutate([mutation({ kind: 'delete' })]);

    expect(answer).toMatchObject({
      prev: 0,
      seq: 0,
      results: [{ status: 'rejected', error: { code: 'unknown-row' } }],
    });
  });

  it('sent again after its answer was lost takes effect once (I4)', async () => {
    const clientId = uuidv7();
    const batch = numbered(3);
    const first = await anna.mutate(batch, { clientId });

    const again = await anna.mutate(batch, { clientId });

    expect(again).toMatchObject({ prev: first.seq, seq: first.seq, syncAt: first.syncAt });
    expect(again.results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    expect(again.results.map(({ row }) => row)).toEqual(first.results.map(({ row }) => row));
  });

  it('sent twice at the same time takes effect once (I4)', async () => {
    const batch = [mutation()];

    const answers = await Promise.all(Array.from({ length: 8 }, () => anna.mutate(batch)));

    const statuses = answers.flatMap(({ results }) => results.map(({ status }) => status));
    expect(statuses.filter((status) => status === 'applied')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(7);
    expect((await anna.changes()).head).toBe(1);
  });

  it('behind a gap is refused whole, with the number that is expected', async () => {
    const clientId = uuidv7();
    await anna.mutate(numbered(2), { clientId });

    const json = { clientId, mutations: numbered(2, 4) };
    const answer = await anna.request('POST', PATHS.mutations, { json });

    expect(answer).toMatchObject({ status: 409, body: { code: 'mutation-gap', details: { expectedN: 3 } } });
    expect((await anna.changes()).rows).toHaveLength(2);
  });
});

describe('two devices that edit the same task', () => {
  it('both keep what they changed when it was different fields', async () => {
    const { id: entityId } = await anna.add('Buy milk');
    const phone = await server.signIn(anna);

    await anna.mutate([
      mutation({ kind: 'update', entityId, fields: { title: 'Buy tea' }, baseRevision: 1 }),
    ]);
    const { results } = await phone.mutate([
      mutation({ kind: 'update', entityId, fields: { dueDate: '2026-05-01' }, baseRevision: 1 }),
    ]);

    expect(results[0]!.row).toMatchObject({ revision: 3, title: 'Buy tea', dueDate: '2026-05-01' });
  });
});

describe('a deleted task', () => {
  it('is a tombstone with its title for everybody, and comes back whole', async () => {
    const { id: entityId } = await anna.add('Buy milk', { notes: 'two' });

    await anna.mutate([mutation({ kind: 'delete', entityId })]);
    const [tombstone] = (await anna.changes()).rows;
    const { results } = await anna.mutate([mutation({ kind: 'restore', entityId })]);

    expect(Object.keys(tombstone!).sort()).toEqual(['deletedAt', 'entity', 'id', 'revision', 'title']);
    expect(tombstone).toMatchObject({ id: entityId, revision: 2, title: 'Buy milk' });
    expect(results[0]!.row).toMatchObject({ revision: 3, title: 'Buy milk', notes: 'two' });
    expect(results[0]!.row).not.toHaveProperty('deletedAt');
  });

  it('is called in the stream of another device what it was called', async () => {
    const { id: entityId } = await anna.add('Buy milk');
    const { syncAt } = await anna.changes();
    const stream = await (await server.signIn(anna)).liveStream({ syncAt });

    await anna.mutate([mutation({ kind: 'delete', entityId })]);

    const { data } = await stream.first('changes');
    expect(data.rows).toEqual([
      { entity: 'task', id: entityId, revision: 2, title: 'Buy milk', deletedAt: expect.any(String) },
    ]);
  });

  it('keeps what was edited by somebody who did not know yet', async () => {
    const { id: entityId } = await anna.add('Buy milk');
    await anna.mutate([mutation({ kind: 'delete', entityId })]);

    const late = await anna.mutate([mutation({ kind: 'update', entityId, fields: { title: 'Buy tea' } })]);
    const back = await anna.mutate([mutation({ kind: 'restore', entityId })]);

    expect(late.results[0]).toMatchObject({ status: 'merged', row: { deletedAt: expect.any(String) } });
    expect(back.results[0]!.row).toMatchObject({ title: 'Buy tea' });
  });
});

describe('a title', () => {
  it.each([
    ['line breaks', 'a\nb\r\nc\rd'],
    ['NUL', 'a\u0000b'],
    ['U+2028 and U+2029', 'a\u2028b\u2029c'],
    ['a lone surrogate', 'a\ud800b'],
    ['10,000 characters', 'é'.repeat(10_000)],
    ['a script tag', '<script>alert(1)</script>'],
    ['the end of a frame', 'x\n\nevent: goodbye\ndata: {}\n\n'],
  ])('with %s travels unharmed, by every way', async (_what, title) => {
    const phone = await server.signIn(anna);
    const live = await phone.liveStream();

    const row = await anna.add(title);

    const { data } = await live.first('changes');
    const replay = await phone.liveStream();
    const replayed = await replay.first('changes');
    const page = await phone.changes();
    for (const seen of [row, data.rows[0], replayed.data.rows[0], page.rows[0]])
      expect(seen).toMatchObject({ id: row.id, title });
    live.abort();
    replay.abort();
  });
});

describe('looking for a difference', () => {
  it('the digests of all buckets add up to the digest of the head, at the same number', async () => {
    await anna.mutate(numbered(30));
    const gone = await anna.add('Gone');
    await anna.mutate([mutation({ kind: 'delete', entityId: gone.id })]);

    const { body } = await anna.request('GET', PATHS.digest);

    const { digest, head } = await anna.changes();
    const sum = (body.buckets as string[]).reduce((total, one) => total + BigInt(`0x${one}`), 0n);
    expect(body.seq).toBe(head);
    expect(body.buckets).toHaveLength(256);
    expect((sum % 2n ** 64n).toString(16).padStart(16, '0')).toBe(digest);
  });

  it('a bucket has every row whose id ends in it, deleted ones as tombstones', async () => {
    for (let i = 0; i < 3; i++) await anna.mutate(numbered(100));
    const { id } = await anna.add('Gone');
    await anna.mutate([mutation({ kind: 'delete', entityId: id })]);
    const bucket = id.slice(-2);

    const { body } = await anna.request('GET', `${PATHS.bucketRows}?buckets=${bucket}`);

    const { rows, head } = await anna.changes({ limit: 1000 });
    const expected = rows.filter((row) => row.id.endsWith(bucket));
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(body.seq).toBe(head);
    expect(body.rows.sort(byId)).toEqual(expected.sort(byId));
    expect(body.rows.find((row: { id: string }) => row.id === id)).toHaveProperty('deletedAt');
  });
});

describe('catching up by pages', () => {
  it('brings every row once, in order, deleted ones as tombstones', async () => {
    await anna.mutate(numbered(30));
    const gone = await anna.add('Gone');
    await anna.mutate([mutation({ kind: 'delete', entityId: gone.id })]);
    for (let i = 0; i < 10; i++) await anna.add(`Single ${i}`);

    const rows = [];
    let page = await anna.changes({ limit: 4 });
    for (;;) {
      rows.push(...page.rows);
      if (!page.hasMore) break;
      page = await anna.changes({ limit: 4, syncAt: page.syncAt });
    }

    expect(rows).toHaveLength(41);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(41);
    expect(rows.find(({ id }) => id === gone.id)).toHaveProperty('deletedAt');
    expect(page).toMatchObject({ seq: 13, head: 13, digest: (await anna.changes()).digest });
  });

  it('while others write misses nothing: a row that changes moves to a later page', async () => {
    const ids = (await anna.mutate(numbered(20))).results.map(({ row }) => row!.id);
    for (const entityId of ids)
      await anna.mutate([mutation({ kind: 'update', entityId, fields: { notes: '1' } })]);

    const seen = new Map<string, number>();
    let syncAt: string | undefined;
    for (let page = 0; ; page++) {
      const got = await anna.changes(syncAt === undefined ? { limit: 3 } : { limit: 3, syncAt });
      for (const { id, revision } of got.rows) seen.set(id, revision);
      syncAt = got.syncAt;
      if (!got.hasMore) break;
      const fields = { notes: `changed behind the reader ${page}` };
      if (page < 5) await anna.mutate([mutation({ kind: 'update', entityId: ids[page]!, fields })]);
    }

    const all = (await anna.changes({ limit: 1000 })).rows;
    expect(seen).toEqual(new Map(all.map(({ id, revision }) => [id, revision])));
  });

  it('that were made on top of rows which the server lacks are not applied', async () => {
    const json = { syncAt: server.syncAt(anna, 1), mutations: [mutation()] };

    const answer = await anna.request('POST', PATHS.mutations, { json });

    expect(answer).toMatchObject({
      status: 410,
      body: { code: 'resync-required', details: { reason: 'ahead' } },
    });
    expect((await anna.changes()).rows).toEqual([]);
  });

  it('from a cursor ahead of the head is told so: an older copy of the database was put back', async () => {
    await anna.mutate([mutation()]);

    const answer = await anna.request('GET', `${PATHS.changes}?syncAt=${server.syncAt(anna, 2)}`);

    expect(answer).toMatchObject({
      status: 410,
      body: { code: 'resync-required', details: { reason: 'ahead' } },
    });
  });
});
