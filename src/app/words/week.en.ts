export default {
  startsOn: 'Week starts on',
  auto: 'Automatic ({day})',
  pickers: 'The calendars that date fields open are the browser’s own and follow its language.',
} as const;
