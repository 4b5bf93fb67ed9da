// Read-only calendar feeds: whoever knows the address reads the open tasks, until it is revoked.
import { type Static, Type } from 'typebox';
import { Id, Instant } from './rows.ts';

/**
 * `events`: tasks with a day, as all-day or timed events, which every calendar shows. `tasks`: every open task as a
 * to-do (VTODO), which few calendars show and task apps do.
 */
export const FeedKind = Type.Union([Type.Literal('events'), Type.Literal('tasks')]);

export const NewFeed = Type.Object(
  {
    as: FeedKind,
    /** One project's tasks; all of them without it. */
    projectId: Type.Optional(Id),
  },
  { additionalProperties: false },
);

export const Feed = Type.Object({
  id: Id,
  as: FeedKind,
  projectId: Type.Optional(Id),
  createdAt: Instant,
});

/** The only answer that has the address: the server keeps its hash. */
export const CreatedFeed = Type.Object({ ...Feed.properties, path: Type.String() });
export const FeedList = Type.Object({ feeds: Type.Array(Feed) });

export type FeedKind = Static<typeof FeedKind>;
export type NewFeed = Static<typeof NewFeed>;
export type Feed = Static<typeof Feed>;
export type CreatedFeed = Static<typeof CreatedFeed>;
export type FeedList = Static<typeof FeedList>;
