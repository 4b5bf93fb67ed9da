import type { Translation } from './define-words.ts';
import type en from './history.en.ts';

const de = {
  who: '{who}:',
  loading: 'Der Server wird gefragt …',
  offline: 'Der Verlauf liegt auf dem Server, und der ist gerade nicht erreichbar.',
  failed: 'Der Server hat den Verlauf nicht geliefert.',
  empty: 'Auf dem Server ist noch nichts angekommen.',
  showEarlier: 'Früheres zeigen',
  thisDevice: 'Dieses Gerät',
  unknownDevice: 'Ein entferntes Gerät',
  undoThis: 'Das rückgängig machen',
  undoEntry: 'Das rückgängig machen: {who}: {what}',
  useThis: 'Das nehmen',
  gaveWay: '{value} ist gewichen.',
  noneGaveWay: 'Das Entfernen ist gewichen.',
  moreLines: 'und {n, plural, one {# weitere Zeile} other {# weitere Zeilen}}',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
