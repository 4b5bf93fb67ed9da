// A second place for drafts, the tab's own memory, which a reload leaves alone: for those that the database cannot
// take, because it is full or belongs to a newer version, and for what a page that is going has no time to store.
import type { Drafts, Live, SessionState, StoredDraft } from '../client/types.ts';

const PREFIX = 'lockstep-draft';
const keyOf = ({ taskId, field }: Pick<StoredDraft, 'taskId' | 'field'>) => `${PREFIX} ${taskId} ${field}`;

/** @param spare outlives the page, and nothing else. */
export function withSpare(drafts: Drafts, spare: Storage): Drafts {
  return {
    async get(taskId, field) {
      const kept = spare.getItem(keyOf({ taskId, field }));
      return kept === null ? drafts.get(taskId, field) : (JSON.parse(kept) as StoredDraft);
    },
    async put(draft) {
      const key = keyOf(draft);
      const text = JSON.stringify(draft);
      const isKept = tryToKeep(spare, key, text);
      try {
        await drafts.put(draft);
      } catch (error) {
        if (!isKept) throw error;
        return;
      }
      // Unless a later one stands there by now.
      if (spare.getItem(key) === text) spare.removeItem(key);
    },
    async delete(taskId, field) {
      spare.removeItem(keyOf({ taskId, field }));
      await drafts.delete(taskId, field);
    },
  };
}

/** Long text may find no room here either. */
function tryToKeep(spare: Storage, key: string, text: string): boolean {
  try {
    spare.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** What somebody typed goes when they sign out. */
export const forgetSpareDrafts = (session: Live<SessionState>, spare: Storage): (() => void) =>
  session.subscribe((now) => {
    if (now.state !== 'signed-out' || !now.left) return;
    for (const key of Object.keys(spare)) if (key.startsWith(PREFIX)) spare.removeItem(key);
  });
