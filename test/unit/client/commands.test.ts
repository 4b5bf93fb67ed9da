// Commands over the real storage: what lists show after a person did something to several rows at once.
import { beforeEach, describe, expect, it } from 'vitest';
import { Changes } from '../../../src/client/changes.ts';
import { createRowCommands, leaveSection, whatAProjectHolds } from '../../../src/client/row-commands.ts';
import { createTaskCommands } from '../../../src/client/task-commands.ts';
import type { Step, TaskCommands } from '../../../src/client/types.ts';
import type { ProjectFields, SectionFields } from '../../../src/protocol/rows.ts';
import { LIST } from '../../../src/storage/lists.ts';
import { readList } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';

let device: TestDevice;
let changes: Changes;
let tasks: TaskCommands;
let deeds: Step[][];

beforeEach(() => {
  device = new TestDevice();
  deeds = [];
  changes = new Changes(
    () => ({ database: device.database, achieverId: device.achieverId }),
    () => {},
    (steps) => deeds.push(steps),
  );
  tasks = createTaskCommands(changes);
});

const titles = async (list: string) =>
  (await readList(device.database, list, 100)).rows.map(({ row }) => (row as { title: string }).title);

describe('adding tasks', () => {
  it('puts several on top, in the order in which they were written, as one thing', async () => {
    await tasks.create({ title: 'Old' });
    await tasks.createAll([{ title: 'One' }, { title: 'Two' }]);

    expect(await titles(LIST.in(null))).toEqual(['One', 'Two', 'Old']);
    expect(deeds.map((steps) => steps.length)).toEqual([1, 2]);
  });

  it('puts what stands under a task behind its other steps, in the same project', async () => {
    const projectId = '00000000-0000-7000-8000-000000000001';
    const steps = [{ title: 'Paint' }, { title: 'Clean', steps: [{ title: 'Brushes' }] }];
    const [id] = await tasks.createAll([{ title: 'Fence', projectId, steps }]);
    await tasks.create({ title: 'Rest', parentId: id! });

    expect(await titles(LIST.in(projectId))).toEqual(['Fence']);
    expect(await titles(LIST.steps(id!))).toEqual(['Paint', 'Clean', 'Rest']);
    const { rows } = await readList(device.database, LIST.steps(id!), 10);
    expect(await titles(LIST.steps(rows[1]!.row.id))).toEqual(['Brushes']);
    expect(rows[0]!.row).toMatchObject({ projectId });
  });

  it('stores thousands with room for others in between, and says how far it is', async () => {
    const said: number[] = [];
    const drafts = Array.from({ length: 1_200 }, (_, i) => ({ title: `Task ${i}` }));

    await tasks.createAll(drafts, { onStored: (rows) => said.push(rows), atEnd: true });

    expect(said).toEqual([500, 1000, 1200]);
    expect(deeds).toHaveLength(1);
    expect((await titles(LIST.in(null)))[0]).toBe('Task 0');
  });

  it('refuses a title of nothing, and stores none of the others', async () => {
    await expect(tasks.createAll([{ title: 'One' }, { title: ' ' }])).rejects.toMatchObject({
      code: 'invalid-field',
    });

    expect(await titles(LIST.in(null))).toEqual([]);
  });
});

describe('a task with steps', () => {
  let id: string;
  beforeEach(async () => {
    const steps = [{ title: 'Paint' }, { title: 'Clean' }];
    [id] = (await tasks.createAll([{ title: 'Fence', steps }])) as [string];
  });

  it('takes its open steps along when it is completed, and reopens alone', async () => {
    await tasks.complete(id, true);
    expect(await titles(LIST.open)).toEqual([]);
    expect((await titles(LIST.completed)).toSorted()).toEqual(['Clean', 'Fence', 'Paint']);

    await tasks.complete(id, false);
    expect(await titles(LIST.open)).toEqual(['Fence']);
  });

  it('takes its steps along when it is deleted, and brings them back', async () => {
    await tasks.delete(id);
    expect(await titles(LIST.open)).toEqual([]);
    expect(await titles(LIST.steps(id))).toEqual([]);

    await tasks.restore(id);
    expect(await titles(LIST.steps(id))).toEqual(['Paint', 'Clean']);
  });

  it('takes the steps of its steps along, however deep', async () => {
    const deep = [{ title: 'Mix', steps: [{ title: 'Stir' }] }];
    const [other] = await tasks.createAll([{ title: 'Wall', steps: deep }]);

    await tasks.complete(other!, true);

    expect((await titles(LIST.completed)).toSorted()).toEqual(['Mix', 'Stir', 'Wall']);
  });

  it('takes them along to another project, as one thing', async () => {
    const projectId = '00000000-0000-7000-8000-000000000001';

    await tasks.update(id, { projectId, title: 'Garden fence' });

    const { rows } = await readList(device.database, LIST.steps(id), 10);
    expect(rows.map(({ row }) => (row as { projectId?: string }).projectId)).toEqual([projectId, projectId]);
    expect(await titles(LIST.steps(id))).toEqual(['Paint', 'Clean']);
    expect(deeds.at(-1)).toHaveLength(3);
  });
});

describe('moving', () => {
  it('beside a task of another project goes to that project', async () => {
    const projectId = '00000000-0000-7000-8000-000000000001';
    const [one, two] = await tasks.createAll([
      { title: 'One', projectId },
      { title: 'Two', projectId },
    ]);
    const id = await tasks.create({ title: 'Moved' });

    await tasks.move(id, { after: one! });

    expect(await titles(LIST.in(projectId))).toEqual(['One', 'Moved', 'Two']);
    expect(await titles(LIST.in(null))).toEqual([]);
    expect(two).toBeDefined();
  });
});

describe('a project', () => {
  it('takes its sections and tasks along when it is deleted, as one thing', async () => {
    const projects = createRowCommands<ProjectFields, 'title'>(
      changes,
      'project',
      whatAProjectHolds(changes),
    );
    const sections = createRowCommands<SectionFields, 'title' | 'projectId'>(changes, 'section');
    const projectId = await projects.create({ title: 'House' });
    const sectionId = await sections.create({ title: 'Roof', projectId });
    await tasks.createAll([
      { title: 'Tiles', projectId, sectionId, steps: [{ title: 'Buy' }] },
      { title: 'Door', projectId },
      { title: 'Elsewhere' },
    ]);

    await projects.delete(projectId);

    expect(await titles(LIST.open)).toEqual(['Elsewhere']);
    expect(await titles('section')).toEqual([]);
    expect(
      deeds
        .at(-1)!
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(['Buy', 'Door', 'House', 'Roof', 'Tiles']);
  });

  it('keeps the tasks of a section that is deleted', async () => {
    const sections = createRowCommands<SectionFields, 'title' | 'projectId'>(
      changes,
      'section',
      leaveSection(changes),
    );
    const projectId = '00000000-0000-7000-8000-000000000001';
    const sectionId = await sections.create({ title: 'Roof', projectId });
    await tasks.create({ title: 'Tiles', projectId, sectionId });

    await sections.delete(sectionId);

    expect(await titles(LIST.in(projectId))).toEqual(['Tiles']);
  });
});
