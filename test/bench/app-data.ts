// What the benchmark of the app has on its devices: accounts of different sizes with the same views.
import { v7 as uuidv7 } from 'uuid';
import { addDays } from '../../src/client/recurrence/civil-dates.ts';
import type { ApiClient } from '../support/api-client.ts';
import { mutation } from '../support/mutation.ts';
import { seeded } from '../support/random.ts';

export interface Size {
  name: string;
  open: number;
  completed: number;
}

export const SIZES: Size[] = [
  { name: '100', open: 100, completed: 100 },
  { name: '1,000', open: 1_000, completed: 100 },
  { name: '10,000', open: 10_000, completed: 100 },
  { name: '10,000 + 50,000 done', open: 10_000, completed: 50_000 },
];

/** Rows of the first screen: every view of every account has as many. */
export const SCREENFUL = 20;

const WORDS =
  'call Anna invoice buy milk bread coffee filters book dentist renew passport photos tax receipts parcel write summary meeting water plants order birthday present tyre pressure landlord heating kitchen read chapter slides review garage bike brake cancel gym move savings'.split(
    ' ',
  );
/** Tasks that are due today in every account. */
const TODAY = 25;

export interface Places {
  project: string;
  label: string;
  filter: string;
}

/** Fills an account. @returns the ids of what its views are of */
export async function fill(api: ApiClient, { open, completed }: Size, today: string): Promise<Places> {
  const random = seeded(1);
  const below = (limit: number) => Math.floor(random() * limit);
  const title = () => Array.from({ length: 3 + below(5) }, () => WORDS[below(WORDS.length)]).join(' ');
  const rows = { project: uuidv7(), other: uuidv7(), label: uuidv7(), filter: uuidv7() };
  const make = (entity: 'project' | 'label' | 'filter', entityId: string, fields: object) =>
    mutation({ entity, entityId, fields: { order: 'a0', ...fields } });
  await api.mutate([
    make('project', rows.project, { title: 'House', colour: 'green' }),
    make('project', rows.other, { title: 'Work', order: 'a1' }),
    make('label', rows.label, { title: 'errand' }),
    make('filter', rows.filter, { title: 'Urgent', query: '!1' }),
  ]);
  const openTask = (i: number) => ({
    title: title(),
    order: `a${i.toString(36).padStart(5, '0')}`,
    priority: 1 + (i % 4),
    ...(i % 3 === 0 ? {} : { projectId: i % 3 === 1 ? rows.project : rows.other }),
    ...(i % 3 === 2 ? { labels: [rows.label] } : {}),
    ...(i < TODAY || i % 100 === 0
      ? { dueDate: today }
      : i % 2 === 0
        ? { dueDate: addDays(today, 1 + (i % 60)) }
        : {}),
    ...(i % 5 === 0 ? { notes: Array.from({ length: 4 }, title).join(' ') } : {}),
  });
  const doneTask = (i: number) => ({
    title: title(),
    order: `Z${i.toString(36).padStart(5, '0')}`,
    completedAt: new Date(Date.parse(today) - i * 600_000).toISOString(),
  });
  const fields = (i: number) => (i < open ? openTask(i) : doneTask(i - open));
  for (let i = 0; i < open + completed; i += 100) {
    const batch = Array.from({ length: 100 }, (_, k) => mutation({ fields: fields(i + k) }));
    await api.mutate(batch).catch(async () => {
      // More than one account may write in a minute: ids make it harmless to send again.
      await new Promise((resolve) => setTimeout(resolve, 61_000));
      await api.mutate(batch);
    });
  }
  return rows;
}

export const pathsOf = ({ project, label, filter }: Places): Record<string, string> => ({
  Inbox: '/',
  Today: '/today',
  Upcoming: '/upcoming',
  Project: `/project/${project}`,
  Label: `/label/${label}`,
  Filter: `/filter/${filter}`,
  All: '/all',
  Logbook: '/logbook',
});
