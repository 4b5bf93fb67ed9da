import type { Translation } from './define-words.ts';
import type en from './conflict.en.ts';

const de = {
  hasConflict: 'Auf zwei Geräten verschieden gesetzt: öffnen, um beides zu sehen',
  changedOn: 'Auf {device} geändert',
  changedOnAgo: '{ago} auf {device} geändert',
  changedElsewhereAgo: '{ago} anderswo geändert',
  seeBoth: 'Beides ansehen',
  fromDevice: 'Von {device}',
  fromElsewhere: 'Von anderswo',
  useTheirs: 'Deren Fassung nehmen',
  keepMine: 'Meine behalten',
  useMine: 'Meine nehmen',
  keepAsIs: 'So lassen',

  someone: 'Ein anderes Gerät',
  mine: 'Du hast {deed}, {stands}.',
  stands: 'es gilt {value} von {device}',
  did: '{device} hat {deed}',
  theirs: '{device} hat {deed}.',
  theirsAgo: '{device} hat {ago} {deed}.',
  notes: '{device} hat dieselben Zeilen geändert.',
  notesAgo: '{device} hat {ago} dieselben Zeilen geändert.',

  set: '{value} gesetzt',
  wrote: '{value} geschrieben',
  cleared: 'den Wert entfernt',
  completed: 'die Aufgabe erledigt',
  reopened: 'die Aufgabe wieder geöffnet',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
