import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryPage } from '../../src/protocol/history.ts';
import type { Mutation } from '../../src/protocol/mutations.ts';
import { ROW_PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';

/** A device with an outbox of its own: its mutations are numbered. */
class Outbox {
  readonly #client: ApiClient;
  readonly clientId = uuidv7();
  #n = 0;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Sends updates of one row as one batch. */
  async send(entityId: string, ...edits: Partial<Mutation>[]) {
    const mutations = edits.map((edit) => mutation({ kind: 'update', entityId, n: ++this.#n, ...edit }));
    const { results } = await this.#client.mutate(mutations, { clientId: this.clientId });
    return { mutations, results, again: () => this.#client.mutate(mutations, { clientId: this.clientId }) };
  }
}

let server: TestServer;
let anna: ApiClient;
let laptop: Outbox;
let phone: Outbox;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  anna = await server.signUp('Laptop');
  laptop = new Outbox(anna);
  phone = new Outbox(await server.signIn(anna, 'Phone'));
});

const paths = { tasks: ROW_PATHS.task, projects: ROW_PATHS.project, labels: ROW_PATHS.label };

async function historyOf(id: string, query = '', of: keyof typeof paths = 'tasks'): Promise<HistoryPage> {
  const answer = await anna.request('GET', `${paths[of]}/${id}/history${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
}

describe('two devices that edit the same field of the same revision', () => {
  it('have both paragraphs of the notes when they edited different ones', async () => {
    const base = { notes: 'Milk.\n\nBread.' };
    const { id } = await anna.add('Shopping', base);

    await laptop.send(id, { baseRevision: 1, base, fields: { notes: 'Oat milk.\n\nBread.' } });
    const { results } = await phone.send(id, {
      baseRevision: 1,
      base,
      fields: { notes: 'Milk.\n\nRye bread.' },
    });

    expect(results[0]).toMatchObject({ status: 'merged', row: { notes: 'Oat milk.\n\nRye bread.' } });
    expect(results[0]).not.toHaveProperty('conflicts');
    expect((await anna.changes()).rows[0]).toEqual(results[0]!.row);
  });

  it('reach both values of the notes when they edited the same word', async () => {
    const base = { notes: 'Buy milk' };
    const { id } = await anna.add('Shopping', base);

    await laptop.send(id, { baseRevision: 1, base, fields: { notes: 'Buy tea' } });
    const { results } = await phone.send(id, { baseRevision: 1, base, fields: { notes: 'Buy coffee' } });

    const kept = 'Buy coffee\nBuy tea';
    expect(results[0]).toMatchObject({
      status: 'merged',
      row: { notes: kept },
      conflicts: [{ field: 'notes', kept, lost: 'Buy tea' }],
    });
    expect((await historyOf(id)).entries[0]).toMatchObject({
      device: { deviceName: 'Phone' },
      field: 'notes',
      before: 'Buy tea',
      after: kept,
      lost: 'Buy tea',
    });
  });

  it.each([
    ['title', 'Buy milk', 'Buy tea', 'Buy coffee'],
    ['priority', 1, 2, 3],
    ['dueDate', '2026-05-01', '2026-05-02', '2026-05-03'],
  ])('reach both values of %s: the later is kept, the other is in the history', async (field, ...values) => {
    const [before, theirs, mine] = values;
    const { id } = await anna.add('Shopping', { [field]: before });
    const base = field === 'title' ? { base: { [field]: before } } : {};

    await laptop.send(id, { baseRevision: 1, fields: { [field]: theirs }, ...base });
    const { results } = await phone.send(id, { baseRevision: 1, fields: { [field]: mine }, ...base });

    expect(results[0]).toMatchObject({
      status: 'applied',
      row: { [field]: mine },
      conflicts: [{ field, kept: mine, lost: theirs }],
    });
    expect((await historyOf(id)).entries[0]).toMatchObject({ field, after: mine, lost: theirs });
  });

  it('are both told: the later one by its answer, the earlier one by the stream', async () => {
    const { id } = await anna.add('Shopping');
    await laptop.send(id, { baseRevision: 1, fields: { priority: 2 } });
    const [set] = (await historyOf(id)).entries;
    const stream = anna.stream({ syncAt: (await anna.changes()).syncAt });
    await stream.first('live');

    const { results } = await phone.send(
      id,
      { baseRevision: 1, fields: { priority: 3 } },
      { baseRevision: 1, fields: { dueDate: '2026-05-01' } },
    );

    const device = { deviceName: 'Laptop' };
    expect(results[0]!.conflicts).toMatchObject([{ lost: 2, device, at: set!.at }]);
    const { data } = await stream.first('changes');
    expect(data.losses).toEqual([{ entityId: id, field: 'priority', lost: 2, client: laptop.clientId }]);
    stream.abort();
  });

  it('that were offline for long have no conflict with their own edits', async () => {
    const { id } = await anna.add('Buy milk');

    const { results } = await phone.send(
      id,
      { baseRevision: 1, base: { title: 'Buy milk' }, fields: { title: 'Buy tea' } },
      { baseRevision: 1, base: { title: 'Buy tea' }, fields: { title: 'Call Anna' } },
      { baseRevision: 1, fields: { priority: 1 } },
      { baseRevision: 1, fields: { priority: 2 } },
    );

    expect(results.map(({ status, conflicts }) => [status, conflicts])).toEqual(
      Array.from({ length: 4 }, () => ['applied', undefined]),
    );
    expect(results[3]!.row).toMatchObject({ title: 'Call Anna', priority: 2 });
  });

  it('hear of each other’s text by the stream, merged', async () => {
    const base = { notes: 'Milk.\n\nBread.' };
    const { id } = await anna.add('Shopping', base);
    await laptop.send(id, { baseRevision: 1, base, fields: { notes: 'Oat milk.\n\nBread.' } });
    const stream = await anna.liveStream({ syncAt: server.syncAt(anna, 2) });

    await phone.send(id, { baseRevision: 1, base, fields: { notes: 'Milk.\n\nRye bread.' } });

    const { data } = await stream.first('changes');
    expect(data).toMatchObject({ rows: [{ notes: 'Oat milk.\n\nRye bread.' }], fields: { [id]: ['notes'] } });
    stream.abort();
  });
});

describe('an API user who names no revision', () => {
  it('simply writes, and the value before is in the history', async () => {
    const { id } = await anna.add('Buy milk');
    await laptop.send(id, { baseRevision: 1, fields: { title: 'Buy tea' } });

    const { results } = await anna.mutate([
      mutation({ kind: 'update', entityId: id, fields: { title: 'Buy coffee' } }),
    ]);

    expect(results[0]).toMatchObject({ status: 'applied', row: { title: 'Buy coffee' } });
    expect(results[0]).not.toHaveProperty('conflicts');
    expect((await historyOf(id)).entries[0]).toMatchObject({ before: 'Buy tea', after: 'Buy coffee' });
  });
});

describe('the history of a row', () => {
  it('names what happened, the newest first', async () => {
    const { id } = await anna.add('Buy milk');
    await phone.send(id, { baseRevision: 1, fields: { title: 'Buy tea' } });
    await laptop.send(id, { baseRevision: 2, kind: 'delete' });
    await phone.send(id, { baseRevision: 3, kind: 'restore' });

    const { entries, hasMore } = await historyOf(id);

    const told = entries.map(({ seq, device, field }) => [seq, device?.deviceName, field]);
    expect(told).toEqual([
      [4, 'Phone', 'deletedAt'],
      [3, 'Laptop', 'deletedAt'],
      [2, 'Phone', 'title'],
      [1, 'Laptop', 'title'],
    ]);
    expect(entries[0]).toMatchObject({ before: expect.any(String), after: null });
    expect(entries[0]!.at >= entries[3]!.at).toBe(true);
    expect(hasMore).toBe(false);
  });

  it('does not have a mutation twice that was sent twice (I4)', async () => {
    const { id } = await anna.add('Buy milk');
    await laptop.send(id, { baseRevision: 1, fields: { priority: 1 } });
    const { again } = await phone.send(id, { baseRevision: 1, fields: { priority: 2 } });
    const before = await historyOf(id);

    const { results } = await again();

    expect(results[0]).toMatchObject({
      status: 'duplicate',
      conflicts: [{ field: 'priority', kept: 2, lost: 1, device: { deviceName: 'Laptop' } }],
    });
    expect(await historyOf(id)).toEqual(before);
  });

  it('has nothing of a mutation that was rejected', async () => {
    const { id } = await anna.add('Buy milk');

    await phone.send(id, { fields: { title: 'Buy tea', priority: 9 } });

    expect((await historyOf(id)).entries).toHaveLength(1);
  });

  it('is read in pages to its end', async () => {
    const { id } = await anna.add('Buy milk');
    for (let i = 1; i <= 9; i++)
      await anna.mutate([mutation({ kind: 'update', entityId: id, fields: { notes: `${i}` } })]);

    const seen = [];
    let page = await historyOf(id, '?limit=4');
    for (;;) {
      seen.push(...page.entries.map(({ after }) => after));
      if (!page.hasMore) break;
      page = await historyOf(id, `?limit=4&before=${page.entries.at(-1)!.seq}`);
    }

    expect(seen).toEqual(['9', '8', '7', '6', '5', '4', '3', '2', '1', 'Buy milk']);
  });

  it.each([
    ['projects', 'project'],
    ['labels', 'label'],
  ] as const)('is there for %s, too', async (of, entity) => {
    const create = mutation({ entity, fields: { title: 'Home' } });
    await anna.mutate([create]);

    expect((await historyOf(create.entityId, '', of)).entries).toMatchObject([{ after: 'Home' }]);
    expect(await anna.request('GET', `${paths.tasks}/${create.entityId}/history`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-row' },
    });
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'before=0', 'after=1'])(
    'is not asked for with %s',
    async (query) => {
      const { id } = await anna.add('Buy milk');

      expect(await anna.request('GET', `${paths.tasks}/${id}/history?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid-query' },
      });
    },
  );
});
