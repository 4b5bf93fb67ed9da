// What is stored of a file, over the real storage: where things go, once and no more, and back with one undo.
import { beforeEach, describe, expect, it } from 'vitest';
import { Changes } from '../../../../src/client/changes.ts';
import {
  count,
  destinations,
  type ImportPlan,
  planImport,
  type Target,
} from '../../../../src/client/import/plan.ts';
import type { FileContents } from '../../../../src/client/import/model.ts';
import { exportAll } from '../../../../src/client/export/export.ts';
import { ordersAtEnd } from '../../../../src/client/places.ts';
import { createTaskCommands } from '../../../../src/client/task-commands.ts';
import { createRowCommands, whatAProjectHolds } from '../../../../src/client/row-commands.ts';
import type { OutlineView, Step } from '../../../../src/client/types.ts';
import { createUndo } from '../../../../src/client/undo-stack.ts';
import { LiveValue } from '../../../../src/client/live-value.ts';
import { LIST } from '../../../../src/storage/lists.ts';
import { readPages } from '../../../../src/storage/row-pages.ts';
import { readList } from '../../../../src/storage/task-reader.ts';
import { TestDevice } from '../../../support/device.ts';
import { CONTEXT, read, TICKTICK, TODOIST } from '../../../support/import-files.ts';
import { readFiles } from '../../../../src/client/import/read-files.ts';

/** A tab library over a database of its own. */
class Desk {
  readonly device = new TestDevice();
  readonly deeds: Step[][] = [];
  readonly #listeners: ((steps: Step[]) => void)[] = [(steps) => this.deeds.push(steps)];
  readonly changes = new Changes(
    () => ({ database: this.device.database, achieverId: this.device.achieverId }),
    () => {},
    (steps) => this.#listeners.forEach((listener) => listener(steps)),
  );
  readonly tasks = createTaskCommands(this.changes);
  readonly projects = createRowCommands<{ title: string }, 'title'>(
    this.changes,
    'project',
    whatAProjectHolds(this.changes),
  );
  readonly rows = {
    read: (ids: readonly string[]) => this.changes.read(ids),
    bring: (rows: ImportPlan['changes']) => this.changes.bring(rows),
    ordersAtEnd: (list: string, n: number) => ordersAtEnd(this.device.database, list, n),
    pages: () => readPages(this.device.database),
  };
  readonly undo = createUndo({
    settled: async () => {},
    rows: this.rows as never,
    session: new LiveValue({ state: 'unknown' as const }),
    onSteps: (listener) => {
      this.#listeners.push(listener);
      return () => {};
    },
  });

  async outline(): Promise<OutlineView> {
    const all = async (list: string) =>
      (await readList(this.device.database, list, Infinity)).rows.map(({ row }) => row);
    return {
      projects: await all('project'),
      sections: await all('section'),
      labels: await all('label'),
      filters: await all('filter'),
    } as unknown as OutlineView;
  }

  async plan(contents: FileContents, target?: Target): Promise<ImportPlan> {
    const outline = await this.outline();
    const places = destinations(contents, outline).map((one) => (target ? { ...one, target } : one));
    return planImport(contents, places, outline, this.rows);
  }

  async import(contents: FileContents, target?: Target): Promise<ImportPlan> {
    const plan = await this.plan(contents, target);
    await this.changes.make(plan.changes);
    return plan;
  }

  async titles(list: string): Promise<string[]> {
    const { rows } = await readList(this.device.database, list, Infinity);
    return rows.map(({ row }) => (row as { title: string }).title);
  }
}

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});

describe('a file that is imported', () => {
  it('is counted before: projects, sections, labels, tasks, steps, and what is done', async () => {
    expect(count(await read(TICKTICK))).toEqual({
      projects: 1,
      sections: 1,
      labels: 2,
      filters: 0,
      tasks: 4,
      steps: 3,
      completed: 3,
      trashed: 0,
    });
  });

  it('stands in its project, sections and order', async () => {
    await desk.import(await read(TODOIST));

    const { projects, sections, labels } = await desk.outline();
    expect(projects.map(({ title }) => title)).toEqual(['House']);
    expect(labels.map(({ title }) => title)).toEqual(['garden', 'weekend']);
    expect(await desk.titles(LIST.in(projects[0]!.id))).toEqual(['Paint the fence']);
    expect(await desk.titles(LIST.in(sections[0]!.id))).toEqual([
      'Water the moss',
      'Look after it',
      'Look after it',
    ]);
  });

  it('is one thing that the person did, and one undo takes all of it back', async () => {
    await desk.import(await read(TODOIST));

    await desk.undo.undo();

    expect(desk.deeds).toHaveLength(1);
    expect(await desk.titles(LIST.open)).toEqual([]);
    expect(await desk.outline()).toMatchObject({ projects: [], sections: [], labels: [] });
  });

  it('changes nothing when it is imported again, also where tasks were edited since', async () => {
    const contents = await read(TODOIST);
    await desk.import(contents);
    const { rows } = await readList(desk.device.database, LIST.open, Infinity);
    await desk.tasks.update(rows[0]!.row.id, { title: 'Edited' });

    const again = await desk.plan(await read(TODOIST));

    expect(again).toEqual({ changes: [], known: contents.rows.length, returning: 0 });
    expect(await desk.titles(LIST.open)).toContain('Edited');
  });

  it('brings back what was deleted, and only that', async () => {
    const contents = await read(TODOIST);
    await desk.import(contents);
    const before = (await desk.titles(LIST.open)).length;
    await desk.undo.undo();

    const { returning } = await desk.import(contents);

    expect(returning).toBe(contents.rows.length);
    expect(await desk.titles(LIST.open)).toHaveLength(before);
    expect((await desk.plan(contents)).changes).toEqual([]);
  });

  it('adds what is new in a later export of the same project', async () => {
    await desk.import(await read(TODOIST));
    const later = TODOIST.replace('section,Roof', 'task,Another,,,4,1,,,,,,,,,\nsection,Roof');

    const { changes } = await desk.plan(await read(later));

    expect(changes.map(({ to }) => to['title'])).toEqual(['Another']);
  });
});

describe('where a project of the file goes', () => {
  it('is the project of its name, behind what is there, with its sections and labels', async () => {
    const projectId = await desk.projects.create({ title: 'house' });
    await desk.tasks.create({ title: 'Here before', projectId });

    await desk.import(await read(TODOIST));

    expect((await desk.outline()).projects).toHaveLength(1);
    expect(await desk.titles(LIST.in(projectId))).toEqual(['Here before', 'Paint the fence']);
    const [again] = [await desk.plan(await read(TODOIST))];
    expect(again.changes).toEqual([]);
  });

  it('is the inbox where the person says so', async () => {
    await desk.import(await read(TODOIST.replace('section,Roof', 'meta,x')), { to: 'inbox' });

    expect((await desk.outline()).projects).toEqual([]);
    expect(await desk.titles(LIST.in(null))).toContain('Paint the fence');
  });
});

describe('an import that fails in the middle', () => {
  it('can be taken back as far as it came, or gone on with', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => `task,Task ${i},,,4,1,,,,,,,,,`);
    const contents = await read([TODOIST.split('\n')[0], ...rows].join('\n'), 'Big.csv');
    const { changes } = await desk.plan(contents);
    const full = new Error('no room');

    const making = desk.changes.make(changes, (stored) => {
      if (stored === 1_000) throw full;
    });
    await expect(making).rejects.toBe(full);

    expect((await desk.titles(LIST.open)).length).toBe(999);
    const rest = await desk.plan(contents);
    expect(rest.changes).toHaveLength(201);
    await desk.undo.undo();
    expect(await desk.titles(LIST.open)).toEqual([]);
  });
});

describe('an export as JSON', () => {
  it('makes the same rows of every kind on a device that has none, the trash included', async () => {
    await desk.import(await read(TODOIST));
    await desk.import(await read(TICKTICK));
    const { rows } = await readList(desk.device.database, LIST.open, Infinity);
    await desk.tasks.delete(rows[0]!.row.id);
    await desk.tasks.complete(rows.at(-1)!.row.id, true);
    const other = new Desk();

    await other.import(await readFiles([{ name: 'lockstep.json', bytes: await json(desk) }], CONTEXT));

    const [mine, theirs] = [await everything(desk), await everything(other)];
    expect(theirs).toEqual(mine);
    expect([...mine.values()].some(({ gone }) => gone)).toBe(true);
    expect(other.deeds).toHaveLength(1);
    expect(
      (await other.plan(await readFiles([{ name: 'x', bytes: await json(desk) }], CONTEXT))).changes,
    ).toEqual([]);
  });

  async function json({ rows }: Desk): Promise<Uint8Array> {
    const blob = await exportAll('json', rows, { inbox: '' }, () => {}, new AbortController().signal);
    return new Uint8Array(await blob.arrayBuffer());
  }

  /** Every row by its id, without what each server counts for itself. */
  async function everything({ rows }: Desk) {
    const found = new Map<string, Record<string, unknown>>();
    for await (const page of rows.pages())
      for (const { id, revision: _, createdAt: __, updatedAt: ___, deletedAt, ...fields } of page)
        found.set(id, { ...fields, gone: deletedAt !== undefined });
    return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
});
