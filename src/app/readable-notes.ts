// Which notes are shown as Markdown. What people write is; the rest is shown as it was written, since reading it
// would take the page's time without end.

/** UTF-16 code units: a text of brackets alone takes a time that grows with its square. */
const MAX_LENGTH = 20_000;
/** Quotes and lists within each other, and lines that are indented for deeper ones. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]*|(?:[*+-]|\d{1,9}[.)])[ \t]+){20}|^(?: {60}|\t{15})/m;

export const isReadable = (notes: string): boolean =>
  notes !== '' && notes.length <= MAX_LENGTH && !TOO_DEEP.test(notes);
