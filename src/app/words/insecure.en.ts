export default {
  title: 'This address is not encrypted',
  text: 'Lockstep came over plain HTTP from another machine. Browsers then deny a page what it needs to keep your tasks safe, so it does not start here. Nothing is lost: what you have in Lockstep elsewhere stays as it is.',
  missing: 'What this browser denies here',
  'missing-locks': 'Agreeing between tabs who syncs',
  'missing-serviceWorker': 'Opening without a network',
  'missing-install': 'Installing as an app',
  'missing-persistence': 'Keeping your tasks when space runs low',
  'missing-clipboard': 'Copying with one click',
  ways: 'Three ways out',
  wayHere: 'On the machine that runs it, open {address}.',
  wayTunnel: 'From this machine, open a tunnel, and then {address} here:',
  wayProxy:
    'For all your devices: put a reverse proxy with TLS in front of the server, and tell the server its address. With Caddy and a name of your own:',
} as const;
