// The rows that sync: tasks, projects with their sections, labels, and saved filters. A field is added here and nowhere else on the wire.
// Client code imports the types only, so that no schema library reaches its bundle.
import { type Static, type TObject, Type } from 'typebox';
import { type EntityName, MAX_NOTES, MAX_QUERY, MAX_TITLE } from './wire.ts';

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

/** When to remind: a civil date and time, or a span before the due time (ISO 8601: minutes, hours or days). */
export const Reminder = Type.String({
  pattern:
    '^(\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d|-P(\\d{1,3}D|T\\d{1,4}[HM]))$',
});

/** The kinds of rows. */
export const Entity = Type.Union([
  Type.Literal('task'),
  Type.Literal('project'),
  Type.Literal('section'),
  Type.Literal('label'),
  Type.Literal('filter'),
]);

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
    /** A section of that project. */
    sectionId: Id,
    /** The task that this one is a step of. */
    parentId: Id,
    labels: Type.Array(Id, { maxItems: 50 }),
    /** 1 is the most urgent. */
    priority: Type.Integer({ minimum: 1, maximum: 4 }),
    startDate: CivilDate,
    dueDate: CivilDate,
    dueTime: CivilTime,
    reminders: Type.Array(Reminder, { maxItems: 20 }),
    /** RFC 5545 RRULE value. */
    recurrence: Type.String({ maxLength: 1024 }),
    /** What the next occurrence is counted from; from the due date where it is not set. */
    repeatFrom: Type.Union([Type.Literal('due'), Type.Literal('completion')]),
    /** What the occurrences of one recurring task have in common. */
    seriesId: Id,
    order: Order,
  },
  { additionalProperties: false },
);

export const ProjectFields = Type.Object(
  { title: Title, notes: Notes, colour: Colour, completedAt: Instant, order: Order },
  { additionalProperties: false },
);

export const SectionFields = Type.Object(
  { title: Title, projectId: Id, order: Order },
  { additionalProperties: false },
);

export const FilterFields = Type.Object(
  { title: Title, query: Type.String({ maxLength: MAX_QUERY }), colour: Colour, order: Order },
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
  section: SectionFields,
  label: LabelFields,
  filter: FilterFields,
};

/** Fields that a live row always has; every other one is absent when it is not set. */
export const REQUIRED_FIELDS: Record<EntityName, readonly string[]> = {
  task: ['title'],
  project: ['title'],
  section: ['title', 'projectId'],
  label: ['title'],
  filter: ['title', 'query'],
};

const stamps = {
  id: Id,
  revision: Type.Integer({ minimum: 1 }),
  createdAt: Instant,
  updatedAt: Instant,
};

/** A deleted row: what remains of it on the wire. */
export const Tombstone = Type.Object({
  entity: Entity,
  id: Id,
  revision: Type.Integer({ minimum: 1 }),
  deletedAt: Instant,
  /** Of a task: devices that never had it can show what was deleted. */
  title: Type.Optional(Title),
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

export const Section = Type.Object({
  entity: Type.Literal('section'),
  ...stamps,
  ...Type.Partial(SectionFields).properties,
  title: Title,
  projectId: Id,
});
export const Filter = Type.Object({
  entity: Type.Literal('filter'),
  ...stamps,
  ...Type.Partial(FilterFields).properties,
  title: Title,
  query: Type.String({ maxLength: MAX_QUERY }),
});

/** A row as the wire and the local store carry it: flat, without the fields that are not set. */
export const Row = Type.Union([Task, Project, Section, Label, Filter, Tombstone]);

export type TaskFields = Static<typeof TaskFields>;
export type ProjectFields = Static<typeof ProjectFields>;
export type SectionFields = Static<typeof SectionFields>;
export type LabelFields = Static<typeof LabelFields>;
export type FilterFields = Static<typeof FilterFields>;
export type Task = Static<typeof Task>;
export type Project = Static<typeof Project>;
export type Section = Static<typeof Section>;
export type Label = Static<typeof Label>;
export type Filter = Static<typeof Filter>;
export type Tombstone = Static<typeof Tombstone>;
export type LiveRow = Task | Project | Section | Label | Filter;
export type Row = LiveRow | Tombstone;
