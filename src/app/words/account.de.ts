import type { Translation } from './define-words.ts';
import type en from './account.en.ts';

const de = {
  tagline: 'Aufgaben, die in jedem Tab und auf jedem Gerät im Gleichschritt bleiben.',
  email: 'E-Mail',
  password: 'Passwort',
  deviceName: 'Name des Geräts',
  deviceHint: 'Deine anderen Geräte zeigen diesen Namen.',
  browserOn: '{browser} auf {system}',
  someBrowser: 'Browser',
  createAccount: 'Konto anlegen',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  emailWrong: 'Das sieht nicht nach einer E-Mail-Adresse aus.',
  passwordShort: 'Mindestens {n, number} Zeichen.',
  withoutAccount: 'Ohne Konto verwenden',
  withoutAccountHint:
    'Deine Aufgaben bleiben auf diesem Gerät. Du kannst später ein Konto anlegen und sie mitnehmen.',
  takeAlong: 'Was auf diesem Gerät ist, kommt mit.',
  localDevice: 'Kein Konto. Alles ist auf diesem Gerät: {device}.',
  signedInAs: '{email} auf {device}',
  signOutTitle: '{n, plural, one {# Änderung ist} other {# Änderungen sind}} nur auf diesem Gerät',
  signOutText: 'Beim Abmelden wird dieses Gerät geleert. Was der Server noch nicht hat, wäre verloren.',
  discardAndSignOut: 'Verwerfen und abmelden',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
