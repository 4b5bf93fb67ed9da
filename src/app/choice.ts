// Which tasks of a view are chosen, and what a click or a key makes of that. Pure: tasks are known by their ids, so
// that rows may move and be drawn anew.

export interface Choice {
  readonly ids: ReadonlySet<string>;
  /** Where a stretch begins that is drawn out from here. */
  readonly anchor: string | null;
  /** What is chosen besides the stretch. */
  readonly besides: ReadonlySet<string>;
}

export const NOTHING: Choice = { ids: new Set(), anchor: null, besides: new Set() };

/** Chooses a task, or lets go of it. */
export function toggle({ ids }: Choice, id: string): Choice {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id, besides: next };
}

/**
 * Draws the stretch out, or in again, so that it ends at `to`. It begins at the task that was chosen last, or at
 * `from` where there is none.
 * @param order ids as they stand on screen.
 */
export function extend(choice: Choice, from: string, to: string, order: readonly string[]): Choice {
  const hasAnchor = choice.anchor !== null && order.includes(choice.anchor);
  const anchor = hasAnchor ? choice.anchor! : from;
  const besides = hasAnchor ? choice.besides : choice.ids;
  const [first, last] = [order.indexOf(anchor), order.indexOf(to)].sort((a, b) => a - b) as [number, number];
  if (first < 0) return choice;
  return { ids: new Set([...besides, ...order.slice(first, last + 1)]), anchor, besides };
}

export function all(ids: readonly string[]): Choice {
  const chosen = new Set(ids);
  return { ids: chosen, anchor: null, besides: chosen };
}

/** Without what is not there any more; the same choice where all of it is. */
export function keep(choice: Choice, isThere: (id: string) => boolean): Choice {
  const { anchor } = choice;
  if ([...choice.ids].every(isThere) && (anchor === null || isThere(anchor))) return choice;
  const kept = (ids: ReadonlySet<string>) => new Set([...ids].filter(isThere));
  return {
    ids: kept(choice.ids),
    anchor: anchor !== null && isThere(anchor) ? anchor : null,
    besides: kept(choice.besides),
  };
}

/** In the order in which they stand; what is not on screen comes behind, as it was chosen. */
export function inOrder(ids: Iterable<string>, order: readonly string[]): string[] {
  const places = new Map(order.map((id, i) => [id, i]));
  const placeOf = (id: string) => places.get(id) ?? order.length;
  return [...ids].sort((a, b) => placeOf(a) - placeOf(b));
}
