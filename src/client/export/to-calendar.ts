// Tasks as to-dos of one calendar (RFC 5545), open and completed.
import { CALENDAR_END, calendarHead, toTodo } from '../../protocol/calendar.ts';
import type { Pieces } from './export.ts';
import type { PlacedTask, Sheaf } from './sheaf.ts';

const NAME = 'Lockstep';

export async function* toCalendar(
  pages: AsyncIterable<PlacedTask[]>,
  { labels, projects }: Pick<Sheaf, 'labels' | 'projects'>,
): Pieces {
  // A civil time is this device's.
  const context = { labels, projects, instantOf: (civil: string) => new Date(civil).toISOString() };
  yield calendarHead(NAME);
  for await (const page of pages) yield page.map(({ task }) => toTodo(task, context)).join('');
  yield CALENDAR_END;
}
