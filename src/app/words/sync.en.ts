export default {
  sync: 'Sync',
  details: 'Sync details',
  live: 'In step',
  liveDetail: 'Everything is on the server, and this device has everything.',
  polling: 'Checking every 20 seconds',
  pollingDetail: 'Checking every 20 seconds: something on the way holds events back.',
  sending: 'Sending {n, plural, one {# change} other {# changes}}',
  connecting: 'Connecting',
  connectingDetail: 'Getting the changes of your other devices.',
  paused: 'Paused',
  offline: '{n, plural, =0 {Offline} one {Offline, # waiting} other {Offline, # waiting}}',
  offlineDetail: 'Saved on this device. The server cannot be reached.',
  offlineSince: 'Saved on this device. Server unreachable since {time}.',
  local: 'On this device',
  localDetail: 'Saved on this device, and nowhere else. Create an account to have it on your others.',
  hostDetail: 'Saved on this device. Syncing is restarting.',
  update:
    '{n, plural, =0 {Update to go on syncing} one {Update to finish syncing # change} other {Update to finish syncing # changes}}',
  updateDetail: 'This version is too old for the server. Edits stay on this device until it is updated.',
  superseded: 'Synced by a newer tab',
  supersededDetail: 'Another tab has a newer version: it sends what you do here and brings what is new.',
  signIn:
    '{n, plural, =0 {Sign in to go on syncing} one {Sign in to finish syncing # change} other {Sign in to finish syncing # changes}}',

  // What the server did not take.
  rejected: '{n, plural, one {# change needs you} other {# changes need you}}',
  review: 'Review',
  rejectedTitle: '{n, plural, one {# change was} other {# changes were}} not taken by the server',
  rejectedText: 'Nothing is lost: each is kept here until you decide.',
  kind: '{kind, select, create {New task} update {Change} delete {Delete} other {Restore}}',
  retry: 'Try again',
  fix: 'Edit',
  send: 'Send',
  discard: 'Discard',

  changedBy: '{n, plural, one {# task} other {# tasks}} changed on {device}',
} as const;
