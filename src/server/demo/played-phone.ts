// The second device of a visitor who has one window open: without it nothing would ever arrive from elsewhere, and
// that is what there is to see. It does little, and stops.
import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../../protocol/mutations.ts';
import { type DemoDay, shiftDay } from './demo-rows.ts';
import type { Text } from './demo-tasks.ts';

export const PHONE: Text = { en: 'Phone', de: 'Telefon' };

export interface Scene {
  /** Seconds that somebody has looked on since the rows were put there. */
  afterSeconds: number;
  play(day: DemoDay, keys: ReadonlyMap<string, string>): Omit<Mutation, 'id'>;
}

const create = (title: Text, fields: (day: DemoDay) => Record<string, unknown>): Scene['play'] => {
  return (day) => ({
    entity: 'task',
    entityId: uuidv7(),
    kind: 'create',
    fields: { title: title[day.language], ...fields(day) },
    baseRevision: 0,
  });
};

const update = (key: string, fields: (day: DemoDay) => Record<string, unknown>): Scene['play'] => {
  return (day, keys) => ({ entity: 'task', entityId: keys.get(key)!, kind: 'update', fields: fields(day) });
};

export const SCENES: readonly Scene[] = [
  {
    afterSeconds: 15,
    play: create({ en: 'Pick up the parcel at Lena’s', de: 'Paket bei Lena abholen' }, ({ today }) => ({
      dueDate: today,
      order: 'Zz',
    })),
  },
  {
    afterSeconds: 35,
    play: update('oats', ({ now }) => ({ completedAt: new Date(now).toISOString() })),
  },
  {
    afterSeconds: 60,
    play: update('photos', ({ language }) => ({
      title: language === 'de' ? 'Jonas die Fotos vom See schicken' : 'Send Jonas the photos of the lake',
    })),
  },
  {
    afterSeconds: 100,
    play: update('library', ({ today }) => ({ dueDate: shiftDay(today, 1) })),
  },
  {
    afterSeconds: 150,
    play: update('quote', ({ now }) => ({ completedAt: new Date(now).toISOString() })),
  },
];
