import type { Translation } from './define-words.ts';
import type en from './insecure.en.ts';

const de = {
  title: 'Diese Adresse ist nicht verschlüsselt',
  text: 'Lockstep kam unverschlüsselt von einem anderen Rechner. Browser verweigern einer Seite dann, was sie braucht, um deine Aufgaben sicher zu verwahren; darum startet es hier nicht. Verloren ist nichts: Was du anderswo in Lockstep hast, bleibt, wie es ist.',
  missing: 'Was dieser Browser hier verweigert',
  'missing-locks': 'Unter den Tabs abzumachen, wer abgleicht',
  'missing-serviceWorker': 'Öffnen ohne Netz',
  'missing-install': 'Als App installieren',
  'missing-persistence': 'Deine Aufgaben behalten, wenn der Platz knapp wird',
  'missing-clipboard': 'Kopieren mit einem Klick',
  ways: 'Drei Auswege',
  wayHere: 'Öffne auf dem Rechner, auf dem es läuft, {address}.',
  wayTunnel: 'Öffne von diesem Rechner aus einen Tunnel und dann hier {address}:',
  wayProxy:
    'Für alle deine Geräte: Setze einen Reverse-Proxy mit TLS vor den Server und sag dem Server seine Adresse. Mit Caddy und einem eigenen Namen:',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
