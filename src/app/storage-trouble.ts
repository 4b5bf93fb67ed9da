// What is wrong with this device's storage.
import type { SyncStatus } from '../client/types.ts';
import { troubleWords } from './words/trouble.ts';

/** Kinds of trouble, each with words of its own. */
export type Trouble = keyof typeof troubleWords;

/** What is wrong with the storage; null when nothing is. */
export function troubleOf({ storageError, notStored }: SyncStatus): Trouble | null {
  switch (storageError ?? notStored ?? null) {
    case null:
      return null;
    case 'storage-full':
      return 'full';
    case 'storage-newer':
      return 'newer';
    case 'storage-blocked':
      return 'blocked';
    default:
      return 'unavailable';
  }
}
