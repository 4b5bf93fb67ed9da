// The one guard before a change of many tasks: whoever deletes or empties much at once is asked first, with numbers.
import { LIST, type ListRequest } from '../client/lists.ts';
import type { Lockstep } from '../client/types.ts';
import { confirm, type Question } from './confirm-dialog.ts';
import { formatList } from './dates.ts';
import type { Outline } from './outline.ts';
import { bulkWords } from './words/bulk.ts';
import { viewWords } from './words/view.ts';

/** How much a change takes of one list. */
export interface Share {
  /** The list's name. */
  list: string;
  taken: number;
  /** How many there are. */
  of: number;
}

/** More than this is much, whatever the list. */
const MANY = 50;
/** More than this part of a list is much … */
const PART = 0.3;
/** … where it has this many tasks. In a shorter one that is three tasks or less: everyday tidying, and undo is near. */
const LONG_ENOUGH = 10;

/** Whether so many tasks are deleted, or so much of a list, that nobody should do it by one slip of the hand. */
export const isMassDeletion = (tasks: number, shares: readonly Share[]): boolean =>
  isMassChange(tasks) || shares.some(({ taken, of }) => of >= LONG_ENOUGH && taken > of * PART);

/** Moving and clearing lose nothing that is not plain to see: there the part of a list says little. */
export const isMassChange = (tasks: number): boolean => tasks > MANY;

/** Asks with what the change takes of which list. */
export function askWithShares(
  question: Omit<Question, 'text'>,
  shares: readonly Share[],
  text: string,
): Promise<boolean> {
  const lists = shares
    .toSorted((a, b) => b.taken - a.taken)
    .map(({ list, taken, of }) => bulkWords.share({ taken, of, list }));
  const sentences = lists.length > 0 ? [bulkWords.shares({ lists: formatList(lists) }), text] : [text];
  return confirm({ ...question, text: sentences.join(' ') });
}

/**
 * How much of each list these tasks are. The lists are the inbox and projects, wherever the tasks were seen: a day
 * or a label is soon filled again. Steps and what is done count in none.
 * @param tasks the projects of open tasks that are no steps
 */
export async function sharesOf(
  lockstep: Pick<Lockstep, 'liveLists'>,
  outline: Outline,
  tasks: readonly { projectId?: string }[],
): Promise<Share[]> {
  const taken = Map.groupBy(tasks, ({ projectId }) => outline.project(projectId)?.id ?? null);
  return Promise.all(
    [...taken].map(async ([projectId, { length }]) => ({
      list: outline.project(projectId ?? undefined)?.title ?? viewWords.inbox,
      taken: length,
      of: await countIn(lockstep, openListsOf(projectId, outline)),
    })),
  );
}

const openListsOf = (projectId: string | null, outline: Outline): string[] => [
  LIST.in(projectId),
  ...(projectId === null ? [] : outline.sectionsOf(projectId).map(({ id }) => LIST.in(id))),
];

/** Tasks of a project, done ones included. */
export const countTasksIn = (
  lockstep: Pick<Lockstep, 'liveLists'>,
  projectId: string,
  outline: Outline,
): Promise<number> => countIn(lockstep, [...openListsOf(projectId, outline), LIST.doneIn(projectId)]);

async function countIn(lockstep: Pick<Lockstep, 'liveLists'>, lists: string[]): Promise<number> {
  const requests = Object.fromEntries(lists.map((list): [string, ListRequest] => [list, { list, limit: 0 }]));
  const query = lockstep.liveLists(requests);
  await query.ready;
  query.close();
  return Object.values(query.value).reduce((sum, { total }) => sum + total, 0);
}
