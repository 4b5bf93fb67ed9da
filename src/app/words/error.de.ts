import type { Translation } from './define-words.ts';
import type en from './error.en.ts';

const de = {
  'invalid-credentials': 'E-Mail und Passwort gehören nicht zusammen.',
  'email-taken': 'Mit dieser E-Mail gibt es schon ein Konto. Stattdessen anmelden?',
  'invitation-ended':
    'Dieser Code wurde schon benutzt oder ist abgelaufen: Lass das andere Gerät einen neuen zeigen.',
  'signups-closed': 'Dieser Server nimmt keine neuen Konten an.',
  'rate-limited': 'Zu viele Versuche. Warte eine Minute und versuch es dann noch einmal.',
  offline: 'Der Server ist nicht erreichbar. Nichts ging verloren: Versuch es noch einmal.',
  'host-unreachable':
    'Der Abgleich antwortet nicht. Nichts ging verloren: Lade neu und versuch es noch einmal.',
  'storage-full':
    'Auf diesem Gerät ist kein Platz mehr: Die Änderung wurde nicht gespeichert. Alles davor ist sicher.',
  'storage-unavailable': 'Dieser Browser lässt die App keine Daten behalten. Ist das ein privates Fenster?',
  'storage-blocked':
    'Nicht gespeichert: Ein anderer Tab mit einer älteren Version ist im Weg. Schließe ihn und versuche es noch einmal.',
  'storage-newer':
    'Nicht gespeichert: Diese Seite ist älter als die Daten auf diesem Gerät. Lade sie neu, dann geht es weiter.',
  'unknown-row': 'Dieses Konto hat keine solche Aufgabe, kein solches Projekt oder Etikett.',
  'row-deleted': 'Die Aufgabe wurde gelöscht: Stell sie erst wieder her.',
  titleMissing: 'Ein Titel muss sein.',
  tooLong:
    '{field, select, title {Ein Titel hat} notes {Notizen haben} other {Eine Suche hat}} höchstens {max, number} Zeichen.',
  notTaken: 'Diesen Wert nimmt der Server nicht: {field}.',
  failed: 'Das hat nicht geklappt. Nichts ging verloren: Versuch es noch einmal.',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
