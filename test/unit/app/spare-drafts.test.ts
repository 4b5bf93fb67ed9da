import { describe, expect, it } from 'vitest';
import { forgetSpareDrafts, withSpare } from '../../../src/app/spare-drafts.ts';
import { LiveValue } from '../../../src/client/live-value.ts';
import type { Drafts, SessionState, StoredDraft } from '../../../src/client/types.ts';
import { LockstepError } from '../../../src/protocol/errors.ts';

const DRAFT: StoredDraft = { taskId: 'a', field: 'notes', text: 'Half a th', base: '', baseRevision: 1 };

/** `sessionStorage`, as far as it is asked. */
class Memory {
  [key: string]: unknown;
  getItem(key: string) {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, text: string) {
    this[key] = text;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

function setUp() {
  const stored = new Map<string, StoredDraft>();
  const database = { failure: null as Error | null };
  const drafts: Drafts = {
    get: async (taskId, field) => stored.get(`${taskId} ${field}`),
    async put(draft) {
      if (database.failure) throw database.failure;
      stored.set(`${draft.taskId} ${draft.field}`, draft);
    },
    delete: async (taskId, field) => void stored.delete(`${taskId} ${field}`),
  };
  const spare = new Memory();
  return { stored, database, spare, drafts: withSpare(drafts, spare as unknown as Storage) };
}

describe('drafts', () => {
  it('are in the database alone when it takes them', async () => {
    const { stored, spare, drafts } = setUp();

    await drafts.put(DRAFT);

    expect([...stored.values()]).toEqual([DRAFT]);
    expect(Object.keys(spare)).toEqual([]);
  });

  it('are there after a reload when the database is full', async () => {
    const { database, drafts } = setUp();
    database.failure = new LockstepError('storage-full');

    await drafts.put(DRAFT);

    expect(await drafts.get('a', 'notes')).toEqual(DRAFT);
  });

  it('are there after a reload that left no time to store them', async () => {
    const { stored, drafts } = setUp();

    void drafts.put(DRAFT);
    stored.clear();

    expect(await drafts.get('a', 'notes')).toEqual(DRAFT);
  });

  it('are the latest ones, also when an earlier one was stored late', async () => {
    const { database, drafts } = setUp();
    const first = drafts.put(DRAFT);
    database.failure = new LockstepError('storage-full');

    await drafts.put({ ...DRAFT, text: 'Half a thought' });
    await first;

    expect(await drafts.get('a', 'notes')).toMatchObject({ text: 'Half a thought' });
  });

  it('are gone when they are not needed any more', async () => {
    const { database, drafts } = setUp();
    database.failure = new LockstepError('storage-full');
    await drafts.put(DRAFT);

    await drafts.delete('a', 'notes');

    expect(await drafts.get('a', 'notes')).toBeUndefined();
  });

  it('fail in words when there is room nowhere', async () => {
    const { database, spare, drafts } = setUp();
    database.failure = new LockstepError('storage-full');
    spare.setItem = () => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };

    await expect(drafts.put(DRAFT)).rejects.toMatchObject({ code: 'storage-full' });
  });

  it('go with the person who signs out, and stay when the browser forgot the account', async () => {
    const { database, spare, drafts } = setUp();
    const session = new LiveValue<SessionState>({ state: 'unknown' });
    forgetSpareDrafts(session, spare as unknown as Storage);
    database.failure = new LockstepError('storage-full');
    await drafts.put(DRAFT);

    session.set({ state: 'signed-out', left: false });
    expect(await drafts.get('a', 'notes')).toEqual(DRAFT);
    session.set({ state: 'signed-out', left: true });

    expect(await drafts.get('a', 'notes')).toBeUndefined();
  });
});
