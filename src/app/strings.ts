// Everything the app says, in one place. Short, exact; names the device and the time; says what is safe.

const plural = new Intl.PluralRules('en');
const count = (n: number, one: string, other: string) =>
  `${n.toLocaleString()} ${plural.select(n) === 'one' ? one : other}`;
const changes = (n: number) => count(n, 'change', 'changes');

export const strings = {
  appName: 'Lockstep',
  tasks: 'Tasks',
  addTask: 'Add a task',
  emptyTitle: 'A clear sheet.',
  emptyText: 'What you write here is on this device at once, and on your others a moment later.',
  completedSection: (n: number) => `Completed ${n.toLocaleString()}`,
  showMore: 'Show more',
  untitled: 'Untitled',
  hasNotes: 'Has notes',
  pending: 'Saved on this device, not yet on the server',
  more: (title: string) => `More for ${title}`,
  drag: 'Drag to reorder',
  open: 'Open',
  rename: 'Rename',
  renameTask: 'Rename task',
  moveUp: 'Move up',
  moveDown: 'Move down',
  delete: 'Delete',
  restore: 'Restore',
  copyText: 'Copy text',
  undo: 'Undo',
  dismiss: 'Dismiss',
  close: 'Close',
  back: 'Back',
  deleted: (title: string) => `Deleted “${title}”`,
  completed: (title: string) => `Completed “${title}”`,
  copied: 'Copied',

  taskDetails: 'Task details',
  title: 'Title',
  notes: 'Notes',
  notesHint: 'Add notes',
  completedBox: 'Completed',
  dueDate: 'Due date',
  clearDue: 'Clear due date',
  created: (when: string) => `Created ${when}`,
  changed: (when: string) => `changed ${when}`,
  notOnServer: 'not yet on the server',
  deletedElsewhere: 'This task was deleted. What it said is still here.',
  missing: 'There is no such task on this device.',
  changedOn: (device: string | null, ago: string) =>
    `Changed ${device ? `on ${device}` : 'elsewhere'}${ago ? ` ${ago}` : ''}`,
  seeBoth: 'See both',
  theirs: (device: string | null) => (device ? `From ${device}` : 'From elsewhere'),
  useTheirs: 'Use theirs',
  keepMine: 'Keep mine',

  email: 'Email',
  password: 'Password',
  deviceName: 'Device name',
  createAccount: 'Create account',
  signIn: 'Sign in',
  signOut: 'Sign out',
  cancel: 'Cancel',
  tagline: 'Tasks that stay in step across every tab and device.',
  deviceHint: 'Your other devices will show this name.',
  passwordShort: (n: number) => `At least ${n} characters.`,
  withoutAccount: 'Use without an account',
  withoutAccountHint: 'Your tasks stay on this device. You can create an account later and take them along.',
  takeAlong: 'What is on this device comes along.',
  localDevice: (device: string) => `No account. Everything is on this device, ${device}.`,
  emailWrong: 'This does not look like an e-mail address.',
  errors: {
    'invalid-credentials': 'E-mail and password do not belong together.',
    'email-taken': 'There is an account with this e-mail already. Sign in instead?',
    'signups-closed': 'This server takes no new accounts.',
    'rate-limited': 'Too many tries. Wait a minute, then try again.',
    offline: 'The server cannot be reached. Nothing was lost: try again.',
    'host-unreachable': 'Syncing does not answer. Nothing was lost: reload and try again.',
    'storage-full': 'This browser has no room left. Your last change was not saved.',
    'storage-unavailable': 'This browser does not let the app keep data. Is this a private window?',
    'storage-newer': 'The data on this device belongs to a newer version. Reload to update.',
  } as Record<string, string>,
  failed: 'That did not work. Nothing was lost: try again.',

  sync: 'Sync',
  statusLive: 'In step',
  statusLiveDetail: 'Everything is on the server, and this device has everything.',
  statusPolling: 'Checking every 20 seconds',
  statusPollingDetail: 'Checking every 20 seconds: something on the way holds events back.',
  statusSending: (n: number) => `Sending ${changes(n)}`,
  statusConnecting: 'Connecting',
  statusConnectingDetail: 'Getting the changes of your other devices.',
  statusPaused: 'Paused',
  statusOffline: (n: number) => (n > 0 ? `Offline, ${n.toLocaleString()} waiting` : 'Offline'),
  statusOfflineDetail: (since: string | null) =>
    `Saved on this device. ${since ? `Server unreachable since ${since}.` : 'The server cannot be reached.'}`,
  statusLocal: 'On this device',
  statusLocalDetail: 'Saved on this device, and nowhere else. Create an account to have it on your others.',
  statusRejected: (n: number) => `${changes(n)} ${n === 1 ? 'needs' : 'need'} you`,
  statusHost: 'Saved on this device. Syncing is restarting.',
  statusUpdate: 'Update to go on syncing',
  review: 'Review',
  rejectedTitle: (n: number) => `${changes(n)} ${n === 1 ? 'was' : 'were'} not taken by the server`,
  rejectedText: 'Nothing is lost: each is kept here until you decide.',
  rejectedKind: { create: 'New task', update: 'Change', delete: 'Delete', restore: 'Restore' },
  retry: 'Try again',
  discard: 'Discard',
  done: 'Done',
  signInToSync: (n: number) =>
    n > 0 ? `Sign in to finish syncing ${changes(n)}` : 'Sign in to go on syncing',
  signInAgain: 'Your session ended. Edits stay on this device until you sign in again.',

  signOutTitle: (n: number) => `${changes(n)} ${n === 1 ? 'is' : 'are'} only on this device`,
  signOutText: 'Signing out wipes this device. What has not reached the server would be gone.',
  tryAgain: 'Try again',
  download: 'Download',
  discardAndSignOut: 'Discard and sign out',
  signedInAs: (email: string, device: string) => `${email} on ${device}`,
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },

  updateReady: 'A new version is ready.',
  reload: 'Reload',

  remoteBatch: (n: number, device: string) => `${count(n, 'task', 'tasks')} changed on ${device}`,
  movedTo: (place: number, total: number) => `Moved to ${place} of ${total}`,
};

/** What to tell a person about an error: by its code, or in its own words where they were made for a person. */
export function explain(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code === 'invalid-field' && message) return message;
  return (code && strings.errors[code]) || strings.failed;
}
