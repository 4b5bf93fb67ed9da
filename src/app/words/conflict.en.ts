export default {
  hasConflict: 'Set differently on two devices: open to see both',
  changedOn: 'Changed on {device}',
  changedOnAgo: 'Changed on {device} {ago}',
  changedElsewhereAgo: 'Changed elsewhere {ago}',
  seeBoth: 'See both',
  fromDevice: 'From {device}',
  fromElsewhere: 'From elsewhere',
  useTheirs: 'Use theirs',
  keepMine: 'Keep mine',
  useMine: 'Use mine',
  keepAsIs: 'Keep it as it is',

  // Who did what to a field on two devices.
  someone: 'Another device',
  mine: 'You {deed}, {stands}.',
  stands: '{device}’s {value} stands',
  did: '{device} {deed}',
  theirs: '{device} {deed}.',
  theirsAgo: '{device} {deed} {ago}.',
  notes: '{device} changed the same lines.',
  notesAgo: '{device} changed the same lines {ago}.',

  // Deeds: what somebody did, to stand behind who.
  set: 'set {value}',
  wrote: 'wrote {value}',
  cleared: 'cleared it',
  completed: 'completed it',
  reopened: 'reopened it',
} as const;
