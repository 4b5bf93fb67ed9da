import type { Translation } from './define-words.ts';
import type en from './capture.en.ts';

const de = {
  understood: 'Verstanden',
  leaveAsText: '„{text}“ als Text stehen lassen',
  priority: 'Priorität {n}',
  repeats: '{how}, ab {day}',
  newProject: 'Neues Projekt {name}',
  newLabel: 'Neues Etikett {name}',
  projects: 'Projekte',
  labels: 'Etiketten',
  create: '„{name}“ anlegen',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
