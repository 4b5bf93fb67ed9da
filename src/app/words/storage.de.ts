import type { Translation } from './define-words.ts';
import type en from './storage.en.ts';

const de = {
  fullText:
    'Die letzte Änderung wurde nicht gespeichert; was du getippt hast, bleibt im Feld. Alles davor ist auf diesem Gerät sicher, und was der Server noch nicht hat, wird weiter gesendet. Schaff Platz und versuch es dann noch einmal.',
  fullTextLocal:
    'Die letzte Änderung wurde nicht gespeichert; was du getippt hast, bleibt im Feld. Alles davor ist auf diesem Gerät sicher. Schaff Platz und versuch es dann noch einmal.',
  fullForOthersText:
    'Was andere Geräte ändern, kann hier nicht gespeichert werden, diese Liste kann also veraltet sein. Deine eigenen Änderungen sind sicher und gehen weiter zum Server. Schaff Platz: Es wird jede Minute neu versucht.',
  newerText:
    'Eine neuere Version von Lockstep hat die Aufgaben auf diesem Gerät geöffnet, deshalb lässt diese sie in Ruhe. Nichts ist verloren, und hier wird nichts gespeichert, bis du neu lädst.',
  blockedText:
    'In ihm läuft eine ältere Version von Lockstep und behält die Aufgaben auf diesem Gerät für sich. Schließ ihn oder lade ihn neu, dann geht es hier von selbst weiter. Nichts ist verloren.',
  unavailableText:
    'Das kann an einem privaten Fenster liegen, an einer Einstellung gegen Websitedaten oder an einer kranken Festplatte. Es wird alle paar Sekunden neu versucht; bis es klappt, wird nichts gespeichert, was du schreibst.',
  lost: 'Der Browser hat gelöscht, was auf diesem Gerät war',
  lostText:
    'Browser tun das, wenn der Platz knapp wird oder jemand Websitedaten löscht. Deine Aufgaben kommen vom Server zurück. Änderungen, die er noch nicht hatte, sind weg, und niemand kann sagen, welche es waren.',
  lostTextLocal:
    'Browser tun das, wenn der Platz knapp wird oder jemand Websitedaten löscht. Es gab kein Konto, die Aufgaben waren also nur auf diesem Gerät: Sie sind weg.',

  lostAccount:
    'Der Browser hat gelöscht, was auf diesem Gerät war, und damit auch, wer du bist. Deine Aufgaben sind auf dem Server: Melde dich als {email} an, um sie zurückzubekommen. Änderungen, die er noch nicht hatte, sind weg.',
  lostAccountLocal:
    'Der Browser hat gelöscht, was auf diesem Gerät war. Es gab kein Konto, die Aufgaben waren also nur auf diesem Gerät: Sie sind weg.',

  understood: 'Verstanden',

  kept: 'Bleibt auf diesem Gerät',
  keptForGood: 'auf Dauer: Der Browser hat zugesagt',
  keptAtRisk: 'bis der Browser den Platz braucht',
  keptUnknown: 'Der Browser sagt es nicht',
  askToKeep: 'Den Browser bitten, es zu behalten',
  notAgreed:
    'Der Browser hat nicht zugesagt. Vielleicht tut er es, wenn die App installiert ist oder öfter genutzt wird.',
  agreed: 'Der Browser hat zugesagt, es zu behalten.',
  room: 'Platz',
  used: '{usage} von {quota}, die der Browser erlaubt',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
