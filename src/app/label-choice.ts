// Which labels tasks should have, as it is ticked one by one and given at once. Pure: what was ticked is kept as a
// difference, so that what only some of the tasks have stays there unless somebody says otherwise.
import type { LabelWish } from './bulk.ts';

/** Of the tasks that are meant. */
export type Having = 'all' | 'some' | 'none';

export interface LabelChoice {
  /** Labels that all should have, or none. */
  readonly ticked: ReadonlyMap<string, boolean>;
  /** Labels that are made with it: titles by ids. */
  readonly made: ReadonlyMap<string, string>;
}

export const NO_LABELS: LabelChoice = { ticked: new Map(), made: new Map() };

/** @param had labels of each task */
function before(had: readonly (readonly string[])[], id: string): Having {
  const count = had.filter((ids) => ids.includes(id)).length;
  return count === 0 ? 'none' : count === had.length ? 'all' : 'some';
}

export function havingOf({ ticked }: LabelChoice, had: readonly (readonly string[])[], id: string): Having {
  const wanted = ticked.get(id);
  return wanted === undefined ? before(had, id) : wanted ? 'all' : 'none';
}

/** From some to all, to none, and back to some; where all or none have it, there are these two. */
export function tick(choice: LabelChoice, had: readonly (readonly string[])[], id: string): LabelChoice {
  const was = before(had, id);
  const now = havingOf(choice, had, id);
  const next = now === 'some' ? 'all' : now === 'all' ? 'none' : was === 'some' ? 'some' : 'all';
  const ticked = new Map(choice.ticked);
  if (next === was) ticked.delete(id);
  else ticked.set(id, next === 'all');
  return { ...choice, ticked };
}

/** Makes a label that all should have. */
export const tickNew = ({ ticked, made }: LabelChoice, id: string, title: string): LabelChoice => ({
  ticked: new Map(ticked).set(id, true),
  made: new Map(made).set(id, title),
});

/** Null where nothing is ticked otherwise than it was. */
export function wishOf({ ticked, made }: LabelChoice): LabelWish | null {
  const those = (wanted: boolean) => [...ticked].filter(([, is]) => is === wanted).map(([id]) => id);
  const [add, remove] = [those(true), those(false)];
  if (add.length + remove.length === 0) return null;
  return { add, remove, made: new Map([...made].filter(([id]) => add.includes(id))) };
}
