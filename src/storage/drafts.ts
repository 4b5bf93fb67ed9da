// Unsaved text of the detail panel, one per task and field; survives a crash, a reload and an update.
import type { Database } from './database.ts';
import type { DraftRecord, LockstepSchema } from './schema.ts';

export const readDraft = (
  database: Database<LockstepSchema>,
  taskId: string,
  field: string,
): Promise<DraftRecord | undefined> => database.use((idb) => idb.get('drafts', [taskId, field]));

export const storeDraft = (database: Database<LockstepSchema>, draft: DraftRecord): Promise<unknown> =>
  database.use((idb) => idb.put('drafts', draft));

export const deleteDraft = (
  database: Database<LockstepSchema>,
  taskId: string,
  field: string,
): Promise<void> => database.use((idb) => idb.delete('drafts', [taskId, field]));
