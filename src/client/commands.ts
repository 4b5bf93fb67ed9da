// Everything that changes rows, in one piece: it is loaded right behind what reads them, since people see their tasks
// before they change one.
import { discardRejected, retryRejected } from '../storage/rejected.ts';
import { Changes, checkFields, type Desk } from './changes.ts';
import { ordersAtEnd } from './places.ts';
import { createRowCommands, leaveSection, whatAProjectHolds } from './row-commands.ts';
import { createTaskCommands } from './task-commands.ts';
import type { BulkCommands, Lockstep, RowStates, Step, TaskPatch } from './types.ts';

export interface Commands extends Pick<Lockstep, 'tasks' | 'projects' | 'sections' | 'labels' | 'filters'> {
  bulk(): Promise<BulkCommands>;
  rows: Omit<RowStates, 'pages'>;
  rejected: {
    /** Resolves with the id of the row that the edit is about; undefined when it is gone. */
    retry(id: string, fields?: TaskPatch): Promise<string | undefined>;
    discard(id: string): Promise<void>;
  };
}

/** The last three as in `Changes`. */
export function createCommands(
  desk: () => Desk,
  onStored: (ids: string[]) => void,
  onSteps: (steps: Step[]) => void,
  onFailed: (error: unknown) => void,
): Commands {
  const changes = new Changes(desk, onStored, onSteps, onFailed);
  return {
    tasks: createTaskCommands(changes),
    bulk: async () => (await import('./bulk-commands.ts')).createBulkCommands(changes),
    projects: createRowCommands(changes, 'project', whatAProjectHolds(changes)),
    sections: createRowCommands(changes, 'section', leaveSection(changes)),
    labels: createRowCommands(changes, 'label'),
    filters: createRowCommands(changes, 'filter'),
    rows: {
      read: (ids) => changes.read(ids),
      bring: (rows) => changes.inTurn(() => changes.bring(rows)),
      make: (rows, onRows) => changes.inTurn(() => changes.make(rows, onRows)),
      ordersAtEnd: (list, count) => ordersAtEnd(desk().database, list, count),
    },
    rejected: {
      async retry(id, fields) {
        checkFields(fields ?? {});
        return retryRejected(desk().database, id, fields);
      },
      discard: (id) => discardRejected(desk().database, id),
    },
  };
}
