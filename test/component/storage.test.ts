import { expect, fixture, html } from '@open-wc/testing';
import { askToKeepOnce, type Keeper, readKeeping } from '../../src/app/keep-data.ts';
import { describeKeeping } from '../../src/app/keep-words.ts';
import { forgottenAccount, noteAccount } from '../../src/app/known-account.ts';
import '../../src/app/sign-in.ts';
import type { SignIn } from '../../src/app/sign-in.ts';
import '../../src/app/storage-notice.ts';
import type { StorageNotice } from '../../src/app/storage-notice.ts';
import '../../src/app/sync-inspector.ts';
import type { SyncInspector } from '../../src/app/sync-inspector.ts';
import { SyncTape } from '../../src/app/sync-tape.ts';
import '../../src/app/tasks-view.ts';
import type { TasksView } from '../../src/app/tasks-view.ts';
import { LiveValue } from '../../src/client/live-value.ts';
import type { SessionState, SyncStatus } from '../../src/client/types.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import { ANNA, FakeLockstep, STATUS, task } from './fake-lockstep.ts';
import {
  button,
  deep,
  deepAll,
  dress,
  hasFocus,
  press,
  stage,
  toastOf,
  type,
  until,
  words,
} from './stage.ts';

const notice = (part: Partial<SyncStatus>) =>
  fixture<StorageNotice>(html`<ls-storage-notice .status=${{ ...STATUS, ...part }}></ls-storage-notice>`);

describe('the notice about storage', () => {
  it('says nothing while all is well', async () => {
    expect(words(await notice({}))).to.equal('');
  });

  const cases: [when: string, part: Partial<SyncStatus>, said: RegExp][] = [
    ['an edit found no room', { storageError: 'storage-full' }, /No room.*stays in its field.*is still sent/],
    [
      'an edit found no room, without an account',
      { storageError: 'storage-full', local: true },
      /Everything before it is safe on this device\. Make room/,
    ],
    ['what comes in finds no room', { notStored: 'storage-full' }, /may be behind.*still go to the server/],
    [
      'a newer version has the data',
      { storageError: 'storage-newer' },
      /older than your data.*Nothing is lost/,
    ],
    [
      'another tab is in the way',
      { storageError: 'storage-blocked' },
      /Close it or reload it.*Nothing is lost/,
    ],
    ['the browser keeps nothing', { storageError: 'storage-unavailable' }, /nothing that you write is saved/],
    ['the browser removed the data', { lostAt: 1 }, /come back from the server.*had not reached it are gone/],
    ['the browser removed it, without an account', { lostAt: 1, local: true }, /this device alone.*are gone/],
  ];
  for (const [when, part, said] of cases)
    it(`says what is safe when ${when}`, async () => {
      expect(words(await notice(part))).to.match(said);
    });

  it('speaks of trouble before it speaks of what was lost', async () => {
    const element = await notice({ storageError: 'storage-full', lostAt: 1 });

    expect(words(element)).to.contain('No room left');
  });

  for (const [name, part, intent] of [
    ['Reload', { storageError: 'storage-newer' }, 'app-reload'],
    ['All right', { lostAt: 1 }, 'loss-known'],
  ] as const)
    it(`leads on with ${name}`, async () => {
      const element = await notice(part);
      let heard = 0;
      element.addEventListener(intent, () => heard++);

      button(element, name).click();

      expect(heard).to.equal(1);
    });

  it('offers no reload that would not help', async () => {
    const element = await notice({ storageError: 'storage-blocked' });

    expect(deepAll(element.shadowRoot!, 'button')).to.have.length(0);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible in ${theme}`, async () => {
      await dress(theme);

      await expect(await notice({ storageError: 'storage-newer' })).to.be.accessible();
    });
});

describe('the first screen', () => {
  const signIn = (forgotten: string | null) =>
    fixture<SignIn>(html`<ls-sign-in .lockstep=${new FakeLockstep()} .forgotten=${forgotten}></ls-sign-in>`);

  it('says that the browser forgot the account, and has its e-mail ready', async () => {
    const element = await signIn('anna@example.org');

    expect(words(element)).to.contain('sign in as anna@example.org to get them back');
    expect(deep<HTMLInputElement>(element, '#email').value).to.equal('anna@example.org');
  });

  it('says plainly that tasks without an account are gone', async () => {
    expect(words(await signIn(''))).to.contain('on this device alone: they are gone');
  });

  it('says nothing of it to somebody new', async () => {
    expect(words(await signIn(null))).not.to.contain('removed');
  });
});

describe('the note of who is here', () => {
  const session = () => new LiveValue<SessionState>({ state: 'unknown' });
  afterEach(() => localStorage.clear());

  it('outlives the databases, and goes when somebody signs out', () => {
    const live = session();
    noteAccount(live);
    live.set(ANNA);

    live.set({ state: 'signed-out', left: false });
    expect(forgottenAccount(live.value)).to.equal('anna@example.org');
    live.set({ state: 'signed-out', left: true });

    expect(forgottenAccount({ state: 'signed-out', left: false })).to.equal(null);
  });
});

describe('the task list', () => {
  async function view(part: Partial<SyncStatus>, ...tasks: Parameters<typeof task>[0][]) {
    const lockstep = new FakeLockstep(...tasks.map((parts) => task(parts)));
    lockstep.status.set({ ...STATUS, ...part });
    const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
    return { lockstep, element };
  }

  it('is a clear sheet when there is nothing to do', async () => {
    const { element } = await view({});

    await until(() => words(element).includes('A clear sheet.'), 'it says so');
  });

  it('does not take an empty database for an empty account', async () => {
    const { lockstep, element } = await view({ unfilled: true });

    await until(() => words(element).includes('have not reached this device'), 'it says what is missing');
    lockstep.status.set({ ...STATUS, unfilled: false });

    await until(() => words(element).includes('A clear sheet.'), 'it knows by now');
  });

  it('says nothing of a list that could not be read', async () => {
    const lockstep = new FakeLockstep();
    lockstep.liveLists = () => {
      const unread = { tasks: [], total: 0 };
      const live = new LiveValue({ open: unread, completed: unread });
      return Object.assign(live, {
        ready: Promise.resolve(),
        refresh: async () => {},
        setRequests() {},
        close() {},
      }) as never;
    };
    const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
    await element.updateComplete;

    expect(words(element)).not.to.contain('A clear sheet.');
  });

  it('gives a new title back that could not be stored, where it was typed', async () => {
    const { lockstep, element } = await view({}, { id: 'a', title: 'Buy milk' });
    await until(() => deepAll(element.shadowRoot!, 'ls-task-row').length === 1, 'the row is there');
    const row = deep<HTMLElement & { startRenaming(): void }>(element, 'ls-task-row');
    row.startRenaming();
    await until(() => deepAll(element.shadowRoot!, '.rename').length === 1, 'the field is there');
    const field = () => deep<HTMLInputElement>(element, '.rename');
    type(field(), 'Buy oat milk');
    lockstep.failure = new LockstepError('storage-full');

    const toast = await toastOf(() => press(field(), 'Enter'));
    await until(() => deepAll(element.shadowRoot!, '.rename').length === 1, 'the field is back');

    expect(toast.text).to.contain('no room left');
    expect(field().value).to.equal('Buy oat milk');
    await until(() => hasFocus(field()), 'it has the focus');
    press(field(), 'Enter');
    await until(() => lockstep.calls.length === 2, 'it was stored');
    expect(lockstep.calls[1]).to.deep.equal(lockstep.calls[0]);
  });
});

describe('keeping data', () => {
  const keeper = (parts: Partial<Record<'kept' | 'agrees', boolean>> = {}) => {
    let { kept = false } = parts;
    const asked: string[] = [];
    const storage: Keeper = {
      persisted: async () => kept,
      persist: async () => {
        asked.push('persist');
        kept = parts.agrees ?? false;
        return kept;
      },
      estimate: async () => ({ usage: 3_200_000, quota: 12_000_000_000 }),
    };
    return { storage, asked };
  };
  afterEach(() => localStorage.clear());

  it('is asked for once in a browser’s life, whatever it answers', async () => {
    const { storage, asked } = keeper();

    await askToKeepOnce(storage);
    await askToKeepOnce(storage);

    expect(asked).to.deep.equal(['persist']);
  });

  it('is not asked for where the browser has agreed already', async () => {
    const { storage, asked } = keeper({ kept: true });

    await askToKeepOnce(storage);

    expect(asked).to.deep.equal([]);
  });

  it('is said in words, with the room there is', async () => {
    const facts = describeKeeping(await readKeeping(keeper().storage));

    const [[, room], [, kept]] = facts as [[string, string], [string, string]];
    expect(room).to.match(/^3\.2 \S+ of the 12 \S+ that the browser allows$/);
    expect(kept).to.equal('until the browser needs the room');
  });

  it('says nothing about room where the browser does not', async () => {
    expect(describeKeeping(await readKeeping({} as Keeper))).to.deep.equal([
      ['Kept on this device', 'The browser does not say'],
    ]);
  });

  it('can be asked for in the inspector, which says the answer', async () => {
    const lockstep = new FakeLockstep();
    const { storage, asked } = keeper({ agrees: true });
    const element = await stage<SyncInspector>(
      html`<ls-sync-inspector
        .status=${STATUS}
        .tape=${new SyncTape(lockstep)}
        .storage=${storage}
      ></ls-sync-inspector>`,
      lockstep,
    );
    await element.show();
    await until(() => words(element).includes('until the browser needs the room'), 'it is said');

    button(element, 'Ask the browser to keep it').click();

    await until(() => words(element).includes('The browser has agreed to keep it.'), 'the answer is said');
    expect(asked).to.deep.equal(['persist']);
    await until(() => words(element).includes('for good'), 'the new answer is said');
  });
});
