import type { Translation } from './define-words.ts';
import type en from './app.en.ts';

const de = {
  appName: 'Lockstep',
  undo: 'Rückgängig',
  dismiss: 'Ausblenden',
  close: 'Schließen',
  back: 'Zurück',
  cancel: 'Abbrechen',
  done: 'Fertig',
  download: 'Herunterladen',
  tryAgain: 'Noch einmal versuchen',
  update: 'Aktualisieren',
  updateReady:
    'Eine neue Version ist da. Sie wird von selbst übernommen, wenn in keinem Tab jemand arbeitet.',
  updateDone:
    'Ein anderer Tab hat die neue Version. Was du hier tippst, bleibt; aktualisiere, wann es dir passt.',
  reload: 'Neu laden',
  joinedAlready: 'Dieses Gerät ist schon angemeldet.',
  quoted: '„{text}“',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
