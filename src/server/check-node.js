// Says in one sentence what is wrong when an old Node runs the server; plain JavaScript, so that it can.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Lockstep needs Node 24, this is ${process.version}. It comes with the project: run "npm ci" with install ` +
      'scripts allowed for the package "node", then "npm start".',
  );
  process.exit(1);
}
