import { expect, html } from '@open-wc/testing';
import '../../src/app/data-dialog.ts';
import type { DataDialog } from '../../src/app/data-dialog.ts';
import type { ImportPreview } from '../../src/app/import-preview.ts';
import {
  type FileContents,
  ImportProblem,
  type ImportedRow,
  type Losses,
} from '../../src/client/import/model.ts';
import type { RowState } from '../../src/client/types.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import { ANNA, FakeLockstep } from './fake-lockstep.ts';
import { button, deep, deepAll, dress, stage, until, words } from './stage.ts';

const PROJECT = { entity: 'project', id: 'p', fields: { title: 'House' } } satisfies ImportedRow;
const TASK = { entity: 'task', id: 't', fields: { title: 'Paint', projectId: 'p' } } satisfies ImportedRow;
const STEP = {
  entity: 'task',
  id: 's',
  fields: { title: 'Buy', projectId: 'p', parentId: 't' },
} satisfies ImportedRow;

const file = (name = 'House.csv') => new File(['x'], name);
const found = (rows: ImportedRow[] = [PROJECT, TASK, STEP], losses: Losses = {}): FileContents => ({
  formats: ['todoist'],
  rows,
  losses,
});

async function dialog(contents: FileContents | Error = found(), lockstep = new FakeLockstep()) {
  lockstep.session.set(ANNA);
  const element = await stage<DataDialog>(html`<ls-data-dialog></ls-data-dialog>`, lockstep);
  element.reader = async () => {
    if (contents instanceof Error) throw contents;
    return contents;
  };
  await element.show();
  const text = () => words(element);
  const shows = (what: string) => until(() => text().includes(what), `it says “${what}”`);
  const open = async (...files: File[]) => {
    await element.show(files.length > 0 ? files : [file()]);
    await element.updateComplete;
  };
  /** What was stored: titles, and where each went. */
  const made = () =>
    lockstep.calls
      .filter(([name]) => name === 'make')
      .flatMap(([, ...rows]) => rows as { id: string; to: RowState }[])
      .map(({ id, to }) => [id, to['projectId']]);
  return { element, lockstep, text, shows, open, made };
}

/** Rows of these ids are on the device. */
function holds(lockstep: FakeLockstep, ids: string[], gone = false): void {
  lockstep.rows.read = async (asked) =>
    asked.map((id) => (ids.includes(id) ? { entity: 'task', id, gone } : { gone: true }));
}

describe('the preview of an import', () => {
  before(() => dress('light'));

  it('says how much there is, and stores nothing', async () => {
    const { open, shows, text, made } = await dialog();

    await open(file(), file('Boat.csv'));

    await shows('3 items will be added.');
    expect(text()).to.include('Import House.csv and 1 more');
    expect(text()).to.match(/Project\s*1/);
    expect(text()).to.match(/Task\s*1/);
    expect(text()).to.match(/Step\s*1/);
    expect(made()).to.deep.equal([]);
  });

  it('lists what will not come across, with the number of each', async () => {
    const { open, shows, text } = await dialog(found([TASK], { assignees: 2, dates: 1, events: 1_234 }));

    await open();

    await shows('What will not come across');
    expect(text()).to.include('2 assignments: Lockstep is for one person.');
    expect(text()).to.include('1 date that cannot be read: kept as text in the notes.');
    expect(text()).to.include(`${(1_234).toLocaleString('en')} events: only to-dos are tasks.`);
  });

  it('shows what somebody put into a name as text', async () => {
    const title = '<img src=x onerror="window.hacked = true">';
    const { element, open, shows } = await dialog(found([{ ...PROJECT, fields: { title } }]));

    await open(file(`${title}.csv`));

    await shows(title);
    expect(deepAll(element.shadowRoot!, 'img')).to.deep.equal([]);
    expect(window).not.to.have.property('hacked');
  });

  it('offers the project of the same name, a new one, or another', async () => {
    const lockstep = new FakeLockstep();
    const there = { entity: 'project' as const, revision: 1, createdAt: '', updatedAt: '' };
    lockstep.outline.projects = [
      { ...there, id: 'a', title: 'house' },
      { ...there, id: 'b', title: 'Boat' },
    ];
    const { element, open, shows, made } = await dialog(found(), lockstep);
    await open();
    await shows('2 items will be added.');
    const [select] = deepAll<HTMLSelectElement>(element.shadowRoot!, 'select[aria-label="Where House goes"]');
    expect(select!.value).to.equal('a');

    select!.value = 'b';
    select!.dispatchEvent(new Event('change'));
    await deep<ImportPreview>(element, 'ls-import-preview').updateComplete;
    await shows('2 items will be added.');
    button(element, 'Import 2 items').click();

    await shows('Imported 2 items.');
    expect(made()).to.deep.equal([
      ['t', 'b'],
      ['s', 'b'],
    ]);
  });

  it('says that everything is here already, and offers nothing to import', async () => {
    const lockstep = new FakeLockstep();
    holds(lockstep, ['p', 't', 's']);
    const { element, open, shows } = await dialog(found(), lockstep);

    await open();

    await shows('There is nothing to import.');
    expect(() => button(element, 'Import 3 items')).to.throw();
  });

  it('says what was deleted here and comes back', async () => {
    const lockstep = new FakeLockstep();
    holds(lockstep, ['t'], true);
    const { open, shows, text } = await dialog(found(), lockstep);

    await open();

    await shows('1 item was deleted here and comes back.');
    expect(text()).to.include('2 items will be added.');
  });

  it('names the file and the line of a broken one, and goes on to the next', async () => {
    const problem = Object.assign(new ImportProblem('broken-csv', 1_204), { file: 'House.csv' });
    const { element, open, shows } = await dialog(problem);
    await open();
    await shows(`“House.csv”, line ${(1_204).toLocaleString('en')}: a quotation mark is not closed`);

    element.reader = async () => found();
    await open();

    await shows('3 items will be added.');
  });
});

describe('an import', () => {
  it('says how far it is, and can be taken back as a whole', async () => {
    const { element, lockstep, open, shows, made } = await dialog();
    await open();
    await shows('3 items will be added.');

    button(element, 'Import 3 items').click();
    await shows('Imported 3 items.');
    let undone = 0;
    lockstep.undo.undo = async () => {
      undone++;
      return null;
    };
    button(element, 'Undo').click();

    await until(() => !element.shadowRoot!.querySelector('dialog')!.open, 'it closes');
    expect(made()).to.have.length(3);
    expect(undone).to.equal(1);
  });

  it('that fails in the middle says where, and leaves the choice', async () => {
    const { element, lockstep, open, shows } = await dialog();
    await open();
    await shows('3 items will be added.');
    const { make } = lockstep.rows;
    lockstep.rows.make = async (_rows, onStored) => {
      onStored?.(2);
      throw new LockstepError('storage-full');
    };

    button(element, 'Import 3 items').click();
    await shows('Stopped after 2 of 3. This device has no room left:');
    expect(button(element, 'Take it back').disabled).to.equal(false);

    lockstep.rows.make = make;
    holds(lockstep, ['p', 't']);
    button(element, 'Go on').click();

    await shows('Imported 1 item.');
  });

  it('ends between two steps when the person stops it', async () => {
    const { element, lockstep, open, shows } = await dialog();
    await open();
    await shows('3 items will be added.');
    const next = Promise.withResolvers<void>();
    lockstep.rows.make = async (_rows, onStored) => {
      onStored?.(1);
      await next.promise;
      onStored?.(2);
    };
    button(element, 'Import 3 items').click();
    await shows('Saved 1 of 3');

    button(element, 'Stop').click();
    next.resolve();

    await shows('Stopped after 2 of 3.');
  });
});

describe('the calendar feeds', () => {
  const feed = { id: '1', as: 'events' as const, createdAt: '2026-01-01T10:00:00.000Z' };

  it('are made with their address shown once, and revoked', async () => {
    const { element, lockstep, shows } = await dialog();
    await shows('There are no feeds.');

    lockstep.feedsReply = { feeds: [feed], path: '/feeds/secret.ics' };
    button(element, 'Make a feed').click();
    await shows('it is not shown again');
    const [address] = deepAll<HTMLInputElement>(element.shadowRoot!, 'input[readonly]');
    expect(address!.value).to.equal(`${location.origin}/feeds/secret.ics`);
    lockstep.feedsReply = { feeds: [] };
    button(element, 'Revoke the feed of All projects').click();

    await shows('There are no feeds.');
    expect(deepAll(element.shadowRoot!, 'input[readonly]')).to.deep.equal([]);
    expect(lockstep.calls.filter(([name]) => name === 'feeds').map(([, wish]) => wish)).to.deep.equal([
      {},
      { make: { as: 'events' } },
      { revoke: '1' },
    ]);
  });

  it('say so when the server cannot be reached', async () => {
    const lockstep = new FakeLockstep();
    lockstep.feeds = () => Promise.reject(new LockstepError('offline'));
    const { shows } = await dialog(found(), lockstep);

    await shows('The server cannot be reached.');
  });

  it('need an account', async () => {
    const { element, lockstep, shows } = await dialog();
    lockstep.session.set({ ...ANNA, local: true } as typeof ANNA);

    await shows('A feed needs an account');
    expect(() => button(element, 'Make a feed')).to.throw();
  });
});

describe('the data screen', () => {
  for (const theme of ['light', 'dark'] as const)
    it(`is accessible (${theme})`, async function () {
      this.timeout(20_000);
      await dress(theme);
      const { element, open, shows } = await dialog(found(undefined, { dates: 1 }));
      await shows('Calendar feeds');
      await expect(element).to.be.accessible();

      await open();
      await shows('3 items will be added.');

      await expect(element).to.be.accessible();
    });
});
