export default {
  reminder: 'Reminder',
  due: 'Due: {when}',
  complete: 'Complete',
  snooze: 'In 1 hour',
  testTitle: 'This is what a reminder looks like',
  testBody: 'Press it to come back to Lockstep.',

  missed: 'While you were away: {n, plural, one {# reminder} other {# reminders}}',
  waiting: '{n, plural, one {# reminder} other {# reminders}}',
  dismissAll: 'Dismiss all',
  completeTask: 'Complete {title}',
  snoozeTask: 'Remind of {title} in 1 hour',
  dismissTask: 'Dismiss the reminder of {title}',
  snoozedTo: 'You will be reminded of “{title}” at {time}.',

  askTitle: 'This device may not show notifications yet.',
  askText:
    'Allow them, and Lockstep reminds you while it is open in any tab, also one in the background. Otherwise reminders stand above your tasks when their time has come.',
  allow: 'Allow notifications',
  notNow: 'Not now',
  blockedShort:
    'This browser blocks notifications of this site: reminders stand above your tasks when their time has come.',

  notifications: 'Notifications',
  notAsked: 'Reminders can be shown as notifications of this device, once you allow it.',
  granted: 'Reminders are shown as notifications of this device.',
  blocked:
    'You have blocked notifications of this site. To change that, open the site’s settings beside its address. Until then, reminders stand above your tasks when their time has come.',
  unsupported:
    'This browser shows no notifications for Lockstep here. Reminders stand above your tasks when their time has come.',
  unsupportedInstall: 'On some phones and tablets that changes once Lockstep is installed.',
  test: 'Show a test notification',
  testShown: 'Sent. If you see nothing, look at the notifications in the settings of this device.',
  testFailed: 'The browser refused to show it.',
  'can-open': 'While Lockstep is open in a tab or window, also in the background',
  'can-answer': 'Completing or putting off from the notification',
  'can-away': 'Listing what you missed, when you come back',
  'can-closed': 'With Lockstep closed on this device',
  closedNever:
    'With Lockstep closed, this browser cannot remind you: no server sends your reminders around. Each of your devices on which Lockstep is open does; the others list what they missed when you come back.',
  yes: 'yes',
  no: 'no',
  asks: 'when you allow it',
} as const;
