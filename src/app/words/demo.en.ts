export default {
  start: 'Try the demo',
  starting: 'Making your tasks…',
  startHint:
    'No sign-up. You get tasks of your own to play with; nobody else sees them. A “Phone” that the server plays changes some of them now and then.',
  startKeeps:
    'At every full hour everything is put back. Nothing is kept, so write nothing down here that matters.',
  putBack: 'Demo: everything here is put back at {time}.',
  addDevice: 'See it on a second device',
} as const;
