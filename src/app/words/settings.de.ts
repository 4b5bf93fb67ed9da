import type { Translation } from './define-words.ts';
import type en from './settings.en.ts';

const de = {
  title: 'Einstellungen',
  back: 'Zurück zu den Aufgaben',
  appearance: 'Aussehen',
  data: 'Importieren und exportieren',
  yourData: 'Deine Daten',
  language: 'Sprache',
  systemLanguage: 'Systemsprache',
  theme: 'Farben',
  system: 'System',
  light: 'Hell',
  dark: 'Dunkel',
  density: 'Zeilenhöhe',
  'density-default': 'Automatisch',
  'density-compact': 'Dicht',
  'density-touch': 'Weit',

  account: 'Konto',
  localAccount: 'Kein Konto. Deine Aufgaben sind auf diesem Gerät, {device}, und sonst nirgends.',
  signedIn: 'Angemeldet als {email}.',
  changePassword: 'Passwort ändern',
  currentPassword: 'Jetziges Passwort',
  newPassword: 'Neues Passwort',
  change: 'Ändern',
  passwordChanged: 'Passwort geändert. Deine anderen Geräte müssen sich neu anmelden.',
  passwordWrong: 'Das ist nicht dein jetziges Passwort.',
  passwordHint: 'Mindestens {n, number} Zeichen. Jedes andere Gerät wird abgemeldet.',

  devices: 'Geräte',
  thisDevice: 'dieses Gerät',
  lastContact: 'zuletzt da: {ago}',
  rename: 'Umbenennen',
  renameDevice: '{name} umbenennen',
  save: 'Speichern',
  revoke: 'Abmelden',
  revokeDevice: '{name} abmelden',
  revokeTitle: '{name} abmelden?',
  revokeText:
    'Die Aufgaben, die es hat, bleiben auf ihm, auch was es noch nicht gesendet hat. Es sendet und bekommt keine Änderungen mehr, bis sich jemand auf ihm wieder anmeldet.',
  revoked: '{name} ist abgemeldet. Was es noch nicht gesendet hat, bleibt auf ihm.',
  asking: 'Der Server wird gefragt …',
  addDevice: 'Gerät hinzufügen',
  addDeviceText:
    'Richte die Kamera des anderen Geräts darauf. Es öffnet Lockstep und ist angemeldet, ohne Passwort.',
  codeName: 'QR-Code, der ein weiteres Gerät anmeldet',
  codeEnds:
    'Gilt einmal, {n, plural, one {# Minute} other {# Minuten}} lang. Wer ihn sieht, kommt hinein: Zeig ihn nur deinem eigenen Gerät.',
  unreachableOrigin: 'Diese Adresse gilt nur auf diesem Rechner: Andere Geräte können sie nicht öffnen.',
  copyLink: 'Link kopieren',
  copied: 'Kopiert',
  joinText: 'Ein anderes deiner Geräte hat dieses eingelassen. Wie soll es heißen?',
  join: 'Gerät hinzufügen',

  app: 'App',
  installed: 'Lockstep ist auf diesem Gerät installiert.',
  install: 'Lockstep installieren',
  installWhy:
    'Installiert hat es ein eigenes Fenster und Symbol, und andere Apps können etwas hierher teilen.',
  'install-menu':
    'Dein Browser installiert Apps aus seinem eigenen Menü: Suche nach „Installieren“ oder „Zum Startbildschirm“.',
  'install-share':
    'Dein Browser installiert Apps aus dem Menü zum Teilen: „Zum Home-Bildschirm“ oder „Zum Dock hinzufügen“.',
  'install-none':
    'Dieser Browser kann auf diesem System keine Apps installieren, oder er hat es in seinem Menü. Auch ein Lesezeichen öffnet Lockstep ohne Netz.',
  platform: 'Was dieser Browser erlaubt',
  'ability-offline': 'Öffnen ohne Netz',
  'ability-install': 'Installieren',
  'ability-background': 'Senden, was wartet, wenn der letzte Tab zu ist',
  'ability-badge': 'Eine Zahl auf dem Symbol der App',
  'ability-share': 'Hinzufügen, was andere Apps teilen',
  'ability-files': '.ics-, .csv- und .json-Dateien öffnen',
  'ability-persistence': 'Deine Aufgaben behalten, wenn der Platz knapp wird',
  someMissing: 'Wo „nein“ steht, fehlt es in diesem Browser. Lockstep kommt ohne aus.',
  yes: 'ja',
  no: 'nein',
  asks: 'wenn du es erlaubst',

  about: 'Über Lockstep',
  api: 'API für Programme',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
