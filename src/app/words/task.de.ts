import type { Translation } from './define-words.ts';
import type en from './task.en.ts';

const de = {
  tasks: 'Aufgaben',
  addTask: 'Aufgabe hinzufügen',
  emptyTitle: 'Ein leeres Blatt.',
  emptyText: 'Was du hier schreibst, ist sofort auf diesem Gerät und einen Moment später auf deinen anderen.',
  completedSection: 'Erledigt',
  untitled: 'Ohne Titel',
  hasNotes: 'Mit Notizen',
  pending: 'Auf diesem Gerät gespeichert, noch nicht auf dem Server',

  more: 'Mehr zu {title}',
  drag: 'Zum Verschieben ziehen',
  choose: 'Auswählen',
  unchoose: 'Auswahl aufheben',
  chosen: 'Ausgewählt.',
  setDate: 'Fällig am …',
  moveTo: 'Verschieben nach …',
  open: 'Öffnen',
  rename: 'Umbenennen',
  renameTask: 'Aufgabe umbenennen',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  delete: 'Löschen',
  deleted: '„{title}“ gelöscht',
  completed: '„{title}“ erledigt',

  taskDetails: 'Details der Aufgabe',
  title: 'Titel',
  notes: 'Notizen',
  notesHint: 'Notizen hinzufügen',
  completedBox: 'Erledigt',
  dueDate: 'Fällig am',
  clearDue: 'Fälligkeit entfernen',
  created: 'Erstellt: {when}',
  changed: 'geändert: {when}',
  notOnServer: 'noch nicht auf dem Server',
  history: 'Verlauf',
  deletedElsewhere: 'Diese Aufgabe wurde gelöscht. Was darin stand, ist noch hier.',
  missing: 'Diese Aufgabe gibt es auf diesem Gerät nicht.',
  restore: 'Wiederherstellen',
  copyText: 'Text kopieren',
  copied: 'Kopiert',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
