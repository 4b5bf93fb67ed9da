import type { Translation } from './define-words.ts';
import type en from './command.en.ts';

const de = {
  add: 'Aufgabe hinzufügen',
  search: 'Suchen',
  palette: 'Alles tun und finden',
  keys: 'Alle Tasten zeigen',
  undo: 'Rückgängig machen',
  redo: 'Wiederholen',
  close: 'Geöffnete Aufgabe schließen',
  data: 'Importieren und exportieren',
  sync: 'Wie dieses Gerät auf dem Stand bleibt',

  'go-inbox': 'Zum Eingang',
  'go-today': 'Zu Heute',
  'go-upcoming': 'Zu Demnächst',
  'go-all': 'Zu allen Aufgaben',
  'go-logbook': 'Zu Erledigtem',
  'go-trash': 'Zum Papierkorb',
  'go-settings': 'Zu den Einstellungen',

  complete: 'Erledigen oder wieder öffnen',
  due: 'Fälligkeit setzen',
  project: 'In ein Projekt verschieben',
  labels: 'Etiketten wählen',
  'priority-1': 'Priorität 1',
  'priority-2': 'Priorität 2',
  'priority-3': 'Priorität 3',
  'priority-4': 'Priorität 4',
  'priority-0': 'Keine Priorität',
  delete: 'Löschen',

  'list-next': 'Nächste Aufgabe',
  'list-previous': 'Vorige Aufgabe',
  'list-first': 'Erste Aufgabe',
  'list-last': 'Letzte Aufgabe',
  'list-up': 'Nach oben verschieben',
  'list-down': 'Nach unten verschieben',
  'list-open': 'Öffnen',
  'list-rename': 'Umbenennen',
  'list-menu': 'Menü öffnen',
  'list-check': 'Erledigen oder wieder öffnen',
  'list-choose': 'Auswählen',
  'list-extend': 'Die nächste oder vorige mit auswählen',
  'list-all': 'Alles in der Ansicht auswählen',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
