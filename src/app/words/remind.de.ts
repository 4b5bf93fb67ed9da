import type { Translation } from './define-words.ts';
import type en from './remind.en.ts';

const de = {
  reminder: 'Erinnerung',
  due: 'Fällig: {when}',
  complete: 'Erledigt',
  snooze: 'In 1 Stunde',
  testTitle: 'So sieht eine Erinnerung aus',
  testBody: 'Drück darauf, um zu Lockstep zurückzukommen.',

  missed: 'Während du weg warst: {n, plural, one {# Erinnerung} other {# Erinnerungen}}',
  waiting: '{n, plural, one {# Erinnerung} other {# Erinnerungen}}',
  dismissAll: 'Alle ausblenden',
  completeTask: 'Erledigt: {title}',
  snoozeTask: 'In 1 Stunde an {title} erinnern',
  dismissTask: 'Erinnerung an {title} ausblenden',
  snoozedTo: 'Du wirst um {time} an „{title}“ erinnert.',

  askTitle: 'Dieses Gerät darf noch keine Mitteilungen zeigen.',
  askText:
    'Wenn du sie erlaubst, erinnert dich Lockstep, solange es in einem Tab offen ist, auch im Hintergrund. Sonst stehen Erinnerungen über deinen Aufgaben, sobald es Zeit ist.',
  allow: 'Mitteilungen erlauben',
  notNow: 'Nicht jetzt',
  blockedShort:
    'Dieser Browser lässt für diese Seite keine Mitteilungen zu: Erinnerungen stehen über deinen Aufgaben, sobald es Zeit ist.',

  notifications: 'Mitteilungen',
  notAsked: 'Erinnerungen können als Mitteilungen dieses Geräts erscheinen, wenn du es erlaubst.',
  granted: 'Erinnerungen erscheinen als Mitteilungen dieses Geräts.',
  blocked:
    'Du hast Mitteilungen dieser Seite blockiert. Ändern kannst du das in den Einstellungen der Seite, neben ihrer Adresse. Bis dahin stehen Erinnerungen über deinen Aufgaben, sobald es Zeit ist.',
  unsupported:
    'Dieser Browser zeigt hier keine Mitteilungen von Lockstep. Erinnerungen stehen über deinen Aufgaben, sobald es Zeit ist.',
  unsupportedInstall: 'Auf manchen Handys und Tablets ändert sich das, wenn du Lockstep installierst.',
  test: 'Probemitteilung zeigen',
  testShown:
    'Abgeschickt. Wenn du nichts siehst, schau in den Einstellungen dieses Geräts bei den Mitteilungen nach.',
  testFailed: 'Der Browser wollte sie nicht zeigen.',
  'can-open': 'Solange Lockstep in einem Tab oder Fenster offen ist, auch im Hintergrund',
  'can-answer': 'Aus der Mitteilung heraus erledigen oder verschieben',
  'can-away': 'Auflisten, was du verpasst hast, wenn du zurückkommst',
  'can-closed': 'Wenn Lockstep auf diesem Gerät geschlossen ist',
  closedNever:
    'Ist Lockstep geschlossen, kann dich dieser Browser nicht erinnern: Kein Server verschickt deine Erinnerungen. Jedes deiner Geräte, auf dem Lockstep offen ist, erinnert dich; die anderen zeigen, was sie verpasst haben, wenn du zurückkommst.',
  yes: 'ja',
  no: 'nein',
  asks: 'wenn du es erlaubst',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
