import type { Translation } from './define-words.ts';
import type en from './demo.en.ts';

const de = {
  start: 'Demo ausprobieren',
  starting: 'Deine Aufgaben entstehen …',
  startHint:
    'Ohne Anmeldung. Du bekommst eigene Aufgaben zum Spielen; niemand sonst sieht sie. Ein „Telefon“, das der Server spielt, ändert ab und zu etwas daran.',
  startKeeps:
    'Zu jeder vollen Stunde wird alles zurückgesetzt. Nichts bleibt, also schreib hier nichts auf, was dir wichtig ist.',
  putBack: 'Demo: Um {time} wird hier alles zurückgesetzt.',
  addDevice: 'Auf einem zweiten Gerät ansehen',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
