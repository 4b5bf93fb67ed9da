export default {
  hint: 'Search titles, notes and labels',
  clear: 'Clear the search',
  empty: 'What is on this device is found without a network, too.',
  reading: 'Reading your tasks …',
  none: 'Nothing found for “{text}”.',
  found: '{n, plural, one {# task found} other {# tasks found}}',
  more: 'The {n, number} that fit best. One more word finds fewer.',
} as const;
