// By the codes of src/protocol/errors.ts, and what is wrong with a field; `failed` for all others.
export default {
  'invalid-credentials': 'E-mail and password do not belong together.',
  'email-taken': 'There is an account with this e-mail already. Sign in instead?',
  'invitation-ended': 'This code was used, or its time is over: have the other device show a new one.',
  'signups-closed': 'This server takes no new accounts.',
  'rate-limited': 'Too many tries. Wait a minute, then try again.',
  offline: 'The server cannot be reached. Nothing was lost: try again.',
  'host-unreachable': 'Syncing does not answer. Nothing was lost: reload and try again.',
  'storage-full': 'This device has no room left: the change was not saved. Everything before it is safe.',
  'storage-unavailable': 'This browser does not let the app keep data. Is this a private window?',
  'storage-blocked': 'Not saved: another tab with an older version is in the way. Close it and try again.',
  'storage-newer': 'Not saved: this page is older than the data on this device. Reload it to go on.',
  'unknown-row': 'This account has no such task, project or label.',
  'row-deleted': 'The row was deleted: restore it first.',
  titleMissing: 'A title is needed.',
  tooLong:
    '{field, select, title {A title has} notes {Notes have} other {A query has}} at most {max, number} characters.',
  notTaken: 'The server does not take this value: {field}.',
  failed: 'That did not work. Nothing was lost: try again.',
} as const;
