// What is wrong with this device's storage, short enough for the status; storage.en.ts says more.
export default {
  full: 'No room left on this device',
  newer: 'This page is older than your data',
  blocked: 'Another tab is in the way',
  unavailable: 'This browser keeps no data for the app',
} as const;
