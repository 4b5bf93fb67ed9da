import type { Translation } from './define-words.ts';
import type en from './bulk.en.ts';

const de = {
  selected: '{n, plural, =0 {Nichts ausgewählt} one {# ausgewählt} other {# ausgewählt}}',
  actions: 'Mit den ausgewählten Aufgaben',
  all: 'Alle auswählen',
  allShort: 'Alle',
  end: 'Auswahl beenden',
  complete: 'Erledigen',
  reopen: 'Wieder öffnen',
  restore: 'Wiederherstellen',
  date: 'Datum',
  move: 'Projekt',
  label: 'Etikett',
  priority: 'Priorität',
  delete: 'Löschen',

  completed: '{n, plural, one {# Aufgabe} other {# Aufgaben}} erledigt',
  reopened: '{n, plural, one {# Aufgabe} other {# Aufgaben}} wieder geöffnet',
  restored: '{n, plural, one {# Aufgabe} other {# Aufgaben}} wiederhergestellt',
  deleted: '{n, plural, one {# Aufgabe} other {# Aufgaben}} gelöscht',
  due: '{n, plural, one {# Aufgabe} other {# Aufgaben}}: fällig {day}',
  undated: '{n, plural, one {# Aufgabe ist} other {# Aufgaben sind}} nun ohne Fälligkeit',
  moved: '{n, plural, one {# Aufgabe} other {# Aufgaben}} nach {where} verschoben',
  labelled: 'Etiketten von {n, plural, one {# Aufgabe} other {# Aufgaben}} geändert',
  prioritised: '{n, plural, one {# Aufgabe} other {# Aufgaben}}: {priority}',

  noDate: 'Kein Datum',
  doMove: 'Verschieben',

  massDelete: '{n, plural, one {# Aufgabe} other {# Aufgaben}} löschen?',
  massMove: '{n, plural, one {# Aufgabe} other {# Aufgaben}} nach {where} verschieben?',
  massClear: 'Die Fälligkeit von {n, plural, one {# Aufgabe} other {# Aufgaben}} entfernen?',
  share: '{taken, number} von {of, plural, one {# offenen Aufgabe} other {# offenen Aufgaben}} in {list}',
  shares: 'Das sind {lists}.',
  undoable: 'Einmal „Rückgängig“ holt alles zurück.',
  dragged: '{n, plural, one {# Aufgabe} other {# Aufgaben}}',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
