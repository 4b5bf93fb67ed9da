import type { Translation } from './define-words.ts';
import type en from './field.en.ts';

const de = {
  title: 'Titel',
  notes: 'Notizen',
  completedAt: 'Erledigt',
  dueDate: 'Fälligkeit',
  dueTime: 'Uhrzeit der Fälligkeit',
  startDate: 'Beginn',
  priority: 'Priorität',
  labels: 'Etiketten',
  projectId: 'Projekt',
  sectionId: 'Abschnitt',
  parentId: 'übergeordnete Aufgabe',
  reminders: 'Erinnerungen',
  recurrence: 'Wiederholung',
  repeatFrom: 'Beginn der Wiederholung',
  seriesId: 'Serie',
  colour: 'Farbe',
  query: 'Suche',
  order: 'Platz in der Liste',
  gone: 'Löschung',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
