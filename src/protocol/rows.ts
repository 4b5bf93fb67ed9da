// The rows that sync: tasks, projects and labels. A field is added here and nowhere else on the wire.
// Client code imports the types only, so that no schema library reaches its bundle.
import { type Static, type TObject, Type } from 'typebox';
import { type EntityName, MAX_NOTES, MAX_TITLE } from './wire.ts';

/** UUID in its canonical lower-case text form (RFC 9562 §4). Clients make version 7. */
export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});

/** Instant in UTC, as `Date.prototype.toISOString` writes it. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$' });

/** Civil date: a day on the wall calendar, never an instant. */
export const CivilDate = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });

/** Civil time of day, `HH:MM`. */
export const CivilTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

/** Fractional index key; rows sort by (order, id). */
export const Order = Type.String({ minLength: 1, maxLength: 512, pattern: '^[0-9A-Za-z]+$' });

const Title = Type.String({ minLength: 1, maxLength: MAX_TITLE });
const Notes = Type.String({ maxLength: MAX_NOTES });
const Colour = Type.String({ maxLength: 32 });

/** The fields of a task that a mutation may set. */
export const TaskFields = Type.Object(
  {
    title: Title,
    notes: Notes,
    completedAt: Instant,
    projectId: Id,
    parentId: Id,
    labels: Type.Array(Id, { maxItems: 50 }),
    /** 1 is the most urgent. */
    priority: Type.Integer({ minimum: 1, maximum: 4 }),
    startDate: CivilDate,
    dueDate: CivilDate,
    dueTime: CivilTime,
    /** RFC 5545 RRULE value. */
    recurrence: Type.String({ maxLength: 1024 }),
    order: Order,
  },
  { additionalProperties: false },
);

export const ProjectFields = Type.Object(
  { title: Title, notes: Notes, colour: Colour, completedAt: Instant, order: Order },
  { additionalProperties: false },
);

export const LabelFields = Type.Object(
  { title: Title, colour: Colour, order: Order },
  { additionalProperties: false },
);

/** What a mutation may set, by entity. */
export const FIELDS: Record<EntityName, TObject> = {
  task: TaskFields,
  project: ProjectFields,
  label: LabelFields,
};

/** Fields that a live row always has; every other one is absent when it is not set. */
export const REQUIRED_FIELDS: Record<EntityName, readonly string[]> = {
  task: ['title'],
  project: ['title'],
  label: ['title'],
};

const stamps = {
  id: Id,
  revision: Type.Integer({ minimum: 1 }),
  createdAt: Instant,
  updatedAt: Instant,
};

/** A deleted row: what remains of it on the wire. */
export const Tombstone = Type.Object({
  entity: Type.Union([Type.Literal('task'), Type.Literal('project'), Type.Literal('label')]),
  id: Id,
  revision: Type.Integer({ minimum: 1 }),
  deletedAt: Instant,
});

export const Task = Type.Object({
  entity: Type.Literal('task'),
  ...stamps,
  ...Type.Partial(TaskFields).properties,
  title: Title,
});
export const Project = Type.Object({
  entity: Type.Literal('project'),
  ...stamps,
  ...Type.Partial(ProjectFields).properties,
  title: Title,
});
export const Label = Type.Object({
  entity: Type.Literal('label'),
  ...stamps,
  ...Type.Partial(LabelFields).properties,
  title: Title,
});

/** A row as the wire and the local store carry it: flat, without the fields that are not set. */
export const Row = Type.Union([Task, Project, Label, Tombstone]);

export type TaskFields = Static<typeof TaskFields>;
export type Task = Static<typeof Task>;
export type Project = Static<typeof Project>;
export type Label = Static<typeof Label>;
export type Tombstone = Static<typeof Tombstone>;
export type LiveRow = Task | Project | Label;
export type Row = LiveRow | Tombstone;
