import type { Translation } from './define-words.ts';
import type en from './data.en.ts';

const de = {
  title: 'Importieren und exportieren',

  import: 'Importieren',
  importText:
    'Aus Todoist (CSV oder Backup), TickTick (CSV), einem Kalender (iCalendar) oder Lockstep (JSON).',
  chooseFiles: 'Dateien wählen',
  dropHere: 'oder hier ablegen. Nichts wird gespeichert, bevor du gesehen hast, was darin ist.',
  reading: 'Wird gelesen … {files}',
  preview: '{files} importieren',
  andMore: '{first} und {n, number} weitere',
  from: 'Aus {apps}',
  looking: 'Es wird geprüft, was schon hier ist …',
  'count-projects': '{n, plural, one {Projekt} other {Projekte}}',
  'count-sections': '{n, plural, one {Abschnitt} other {Abschnitte}}',
  'count-labels': '{n, plural, one {Etikett} other {Etiketten}}',
  'count-filters': '{n, plural, one {Filter} other {Filter}}',
  'count-tasks': '{n, plural, one {Aufgabe} other {Aufgaben}}',
  'count-steps': '{n, plural, one {Schritt} other {Schritte}}',
  'count-completed': 'davon erledigt',
  'count-trashed': 'Im Papierkorb',
  news: '{n, plural, one {# Eintrag kommt dazu.} other {# Einträge kommen dazu.}}',
  known:
    '{n, plural, one {# Eintrag ist schon hier und bleibt, wie er ist.} other {# Einträge sind schon hier und bleiben, wie sie sind.}}',
  returning:
    '{n, plural, one {# Eintrag wurde hier gelöscht und kommt zurück.} other {# Einträge wurden hier gelöscht und kommen zurück.}}',
  nothingNew: 'Alles in dieser Datei ist schon hier. Es gibt nichts zu importieren.',
  whereTo: 'Wohin es kommt',
  whereIs: 'Wohin {project} kommt',
  newProject: 'Ein neues Projekt',
  inbox: 'Eingang',
  lossesTitle: 'Was nicht mitkommt',
  'loss-assignees': '{n, plural, one {# Zuweisung} other {# Zuweisungen}}: Lockstep ist für eine Person.',
  'loss-attachments':
    '{n, plural, one {# Anhang} other {# Anhänge}}: Die Links bleiben in den Notizen, wo die Datei sie hat.',
  'loss-comments': '{n, plural, one {# Kommentar} other {# Kommentare}}: als Text in den Notizen.',
  'loss-cycles':
    '{n, plural, one {# Aufgabe steht} other {# Aufgaben stehen}} unter sich selbst: kommt ganz nach oben.',
  'loss-dates':
    '{n, plural, one {# Datum, das} other {# Daten, die}} nicht lesbar {n, plural, one {ist} other {sind}}: als Text in den Notizen.',
  'loss-durations': '{n, plural, one {# Angabe zur Dauer} other {# Angaben zur Dauer}}',
  'loss-events': '{n, plural, one {# Termin} other {# Termine}}: Nur To-dos sind Aufgaben.',
  'loss-exceptions': '{n, plural, one {# Ausnahme} other {# Ausnahmen}} von Wiederholungen',
  'loss-fields': '{n, plural, one {# Wert, den} other {# Werte, die}} Lockstep nicht kennt',
  'loss-folders': '{n, plural, one {# Ordner} other {# Ordner}}: Die Listen darin kommen mit.',
  'loss-longTexts':
    '{n, plural, one {# Text, der zu lang ist: wird gekürzt.} other {# Texte, die zu lang sind: werden gekürzt.}}',
  'loss-manyLabels':
    '{n, plural, one {# Aufgabe hat} other {# Aufgaben haben}} mehr als 50 Etiketten: Die ersten 50 kommen mit.',
  'loss-orphans':
    '{n, plural, one {# Aufgabe gehört} other {# Aufgaben gehören}} zu etwas, das nicht in der Datei ist: kommt ganz nach oben.',
  'loss-reminders':
    '{n, plural, one {# Erinnerung, die nicht lesbar ist} other {# Erinnerungen, die nicht lesbar sind}}',
  'loss-repetitions':
    '{n, plural, one {# Wiederholung, die nicht lesbar ist} other {# Wiederholungen, die nicht lesbar sind}}: als Text in den Notizen.',
  'loss-sections': '{n, plural, one {# Abschnitt} other {# Abschnitte}}: Der Eingang hat keine.',
  'loss-unknownRows':
    '{n, plural, one {# Zeile, die hier nichts bedeutet} other {# Zeilen, die hier nichts bedeuten}}',
  'loss-untitled': '{n, plural, one {# Aufgabe hat} other {# Aufgaben haben}} keinen Titel: Er wird „…“.',
  'loss-wontDo':
    '{n, plural, one {# Aufgabe, die nicht mehr getan wird: kommt} other {# Aufgaben, die nicht mehr getan werden: kommen}} als erledigt.',
  importRows: '{n, plural, one {# Eintrag importieren} other {# Einträge importieren}}',
  stop: 'Anhalten',
  storing: '{n, number} von {total, number} gespeichert',
  stored:
    '{n, plural, one {# Eintrag importiert} other {# Einträge importiert}}. Alles ist auf diesem Gerät gespeichert.',
  halted: 'Nach {n, number} von {total, number} angehalten.',
  haltedText:
    'Was bisher gespeichert ist, bleibt, bis du entscheidest. Weitermachen fügt nur hinzu, was fehlt.',
  takeBack: 'Zurücknehmen',
  takingBack: 'Wird zurückgenommen …',
  takenBack: 'Zurückgenommen. Alles ist, wie es war.',
  goOn: 'Weitermachen',
  problemTitle: 'Nichts wurde importiert',
  problemPlace: '{file}: {problem}',
  problemPlaceLine: '{file}, Zeile {line, number}: {problem}',
  theFile: 'Die Datei',
  'problem-broken-csv': 'Ein Anführungszeichen ist nicht geschlossen oder steht, wo keines stehen darf.',
  'problem-broken-calendar': 'Das gehört nicht in einen Kalender oder hat kein Ende.',
  'problem-broken-json': 'Die Datei ist beschädigt oder abgeschnitten.',
  'problem-broken-zip': 'Das Archiv ist beschädigt.',
  'problem-empty': 'Es ist nichts darin.',
  'problem-newer-version':
    'Eine neuere Version von Lockstep hat das geschrieben. Aktualisiere und versuch es noch einmal.',
  'problem-too-large': 'Sie ist zu groß für diesen Browser.',
  'problem-too-many-cells':
    'Es gibt mehr Zellen als Spalten. Steht in einem Text ein Komma ohne Anführungszeichen?',
  'problem-unknown-format': 'Das ist keines der Formate, die Lockstep liest.',

  export: 'Exportieren',
  exportText: 'Entsteht auf diesem Gerät, ohne Netz, aus dem, was dieses Gerät hat.',
  'export-json': 'Alles, auch erledigte und gelöschte Aufgaben. Lockstep kann es wieder einlesen.',
  'export-csv': 'Eine Tabelle aller Aufgaben.',
  'export-ics': 'To-dos mit Terminen, Wiederholungen und Erinnerungen, für andere Aufgaben-Apps.',
  'export-md': 'Projekte als Überschriften, Aufgaben zum Abhaken, zum Lesen oder Drucken.',
  exportAs: 'Als {name} speichern',
  save: 'Speichern',
  exporting: '{n, plural, one {# Eintrag gelesen} other {# Einträge gelesen}}',
  exported: '{n, plural, one {# Eintrag} other {# Einträge}} als {file} gespeichert.',

  feeds: 'Kalender-Feeds',
  feedsText: 'Eine Adresse, unter der ein Kalender deine offenen Aufgaben liest und nichts ändern kann.',
  feedsLocal: 'Ein Feed braucht ein Konto: Was ein Kalender liest, ist der Server.',
  feedWhat: 'Aufgaben aus',
  feedAll: 'Alle Projekte',
  feedGone: 'Ein Projekt, das es nicht mehr gibt',
  feedHow: 'Gezeigt als',
  'feed-events': 'Termine',
  'feed-tasks': 'To-dos',
  feedHint:
    'Die meisten Kalender zeigen nur Termine: Aufgaben mit einem Tag erscheinen dort. Aufgaben-Apps lesen To-dos.',
  makeFeed: 'Feed anlegen',
  asking: 'Der Server wird gefragt …',
  noFeeds: 'Es gibt keine Feeds.',
  feedSince: 'seit {when}',
  feedAddress: 'Adresse des Feeds',
  feedOnce:
    'Kopiere sie jetzt: Sie wird nicht noch einmal gezeigt. Wer sie hat, kann diese Aufgaben lesen, bis du sie widerrufst.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  notCopied: 'Der Browser hat das Kopieren nicht erlaubt: Markiere sie und kopiere sie selbst.',
  revoke: 'Widerrufen',
  revokeFeed: 'Den Feed für {what} widerrufen',
  tooManyFeeds: 'Für einen weiteren Feed ist kein Platz: Widerrufe erst einen.',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
