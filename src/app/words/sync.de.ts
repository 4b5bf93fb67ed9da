import type { Translation } from './define-words.ts';
import type en from './sync.en.ts';

const de = {
  sync: 'Abgleich',
  details: 'Details zum Abgleich',
  live: 'Abgeglichen',
  liveDetail: 'Alles ist auf dem Server, und dieses Gerät hat alles.',
  polling: 'Fragt alle 20 Sekunden nach',
  pollingDetail: 'Fragt alle 20 Sekunden nach: Unterwegs hält etwas die Ereignisse auf.',
  sending: '{n, plural, one {# Änderung wird gesendet} other {# Änderungen werden gesendet}}',
  connecting: 'Verbindet',
  connectingDetail: 'Die Änderungen deiner anderen Geräte werden geholt.',
  paused: 'Pausiert',
  offline: '{n, plural, =0 {Offline} one {Offline, # wartet} other {Offline, # warten}}',
  offlineDetail: 'Auf diesem Gerät gespeichert. Der Server ist nicht erreichbar.',
  offlineSince: 'Auf diesem Gerät gespeichert. Server seit {time} nicht erreichbar.',
  local: 'Auf diesem Gerät',
  localDetail:
    'Auf diesem Gerät gespeichert und sonst nirgends. Leg ein Konto an, um es auch auf anderen zu haben.',
  hostDetail: 'Auf diesem Gerät gespeichert. Der Abgleich startet neu.',
  update:
    '{n, plural, =0 {Aktualisieren, um weiter abzugleichen} one {Aktualisieren, um # Änderung abzugleichen} other {Aktualisieren, um # Änderungen abzugleichen}}',
  updateDetail:
    'Diese Version ist zu alt für den Server. Änderungen bleiben auf diesem Gerät, bis sie aktualisiert ist.',
  superseded: 'Ein neuerer Tab gleicht ab',
  supersededDetail:
    'Ein anderer Tab hat eine neuere Version: Er sendet, was du hier tust, und bringt, was neu ist.',
  signIn:
    '{n, plural, =0 {Anmelden, um weiter abzugleichen} one {Anmelden, um # Änderung abzugleichen} other {Anmelden, um # Änderungen abzugleichen}}',
  signInNow: 'Anmelden',
  sessionEnded:
    'Deine Sitzung ist zu Ende. Änderungen bleiben auf diesem Gerät, bis du dich wieder anmeldest.',

  rejected: '{n, plural, one {# Änderung braucht dich} other {# Änderungen brauchen dich}}',
  review: 'Ansehen',
  rejectedTitle: '{n, plural, one {# Änderung hat} other {# Änderungen hat}} der Server nicht angenommen',
  rejectedText: 'Nichts ist verloren: Jede bleibt hier, bis du entscheidest.',
  kind: '{kind, select, create {Neue Aufgabe} update {Änderung} delete {Löschen} other {Wiederherstellen}}',
  retry: 'Noch einmal versuchen',
  fix: 'Bearbeiten',
  send: 'Senden',
  discard: 'Verwerfen',

  changedBy: '{n, plural, one {# Aufgabe} other {# Aufgaben}} auf {device} geändert',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
