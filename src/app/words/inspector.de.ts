import type { Translation } from './define-words.ts';
import type en from './inspector.en.ts';

const de = {
  title: 'Wie dieses Gerät auf dem Stand bleibt',
  state: 'Zustand',
  transport: 'Änderungen kommen',
  comes:
    '{transport, select, fetch {sobald es sie gibt, über einen Strom} xhr {sobald es sie gibt, über einen Strom älterer Art} polling {alle 20 Sekunden, auf Nachfrage} other {gar nicht}}',
  upTo: 'Vollständig',
  never: 'noch nie',
  retry: 'Nächster Versuch',
  lag: 'Die letzte Änderung brauchte',
  unknown: 'noch nicht bekannt',
  ms: '{n, number} ms',
  mended: 'Zeilen berichtigt',
  times: '{n, plural, one {einmal} other {#-mal}}',
  waiting:
    '{n, plural, =0 {Nichts wartet auf den Server} one {# Änderung auf dem Weg zum Server} other {# Änderungen auf dem Weg zum Server}}',
  rejected: '{n, plural, one {# Änderung} other {# Änderungen}} vom Server nicht angenommen',
  devices: 'Geräte',
  asking: 'Der Server wird gefragt …',
  onlyThis: 'Die Aufgaben sind nur auf diesem Gerät.',
  thisDevice: 'dieses Gerät',
  tape: 'Was hereinkam',
  silence: 'Nichts von anderen Geräten, seit dieser Tab geöffnet wurde.',
  deed: '{deed, select, deleted {gelöscht} added {hinzugefügt} completed {erledigt} reopened {wieder geöffnet} renamed {umbenannt} moved {verschoben} other {geändert}}',
  copy: 'Bericht kopieren',
  copied: 'Kopiert: Zustände und Zahlen, keines deiner Worte.',
  notCopied: 'Der Browser hat das Kopieren nicht erlaubt.',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
