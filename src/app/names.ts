// What words about changes may speak of: projects, sections and labels by name, and rules as people say them.
// Short enough for the first load; what fills it is in outline-names.ts.

export interface Names {
  /** The name of a project, a section or a label. */
  get(id: string): string | undefined;
  /** A recurrence rule in words. */
  repeat?(recurrence: string): string;
  reminder?(reminder: string): string;
}

export const NO_NAMES: Names = { get: () => undefined };
