// Entry: reads the settings, builds the app if it is stale, migrates, listens, says where.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildServer } from './app.ts';
import { describeSettings, readSettings, type Settings, SettingsError } from './settings.ts';
import { SqliteStore } from './store/sqlite/sqlite-store.ts';
import { buildIfStale, DIST } from './web-build.ts';

/** A shutdown that takes longer than this is cut short. */
const SHUTDOWN_MS = 30_000;

if (process.argv.includes('--help')) {
  process.stdout.write(describeSettings());
  process.exit(0);
}

try {
  await start(readSettings(process.env));
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
}

async function start(settings: Settings): Promise<void> {
  const dist = settings.skipBuild ? (existsSync(DIST) ? DIST : null) : await buildIfStale(console.error);
  mkdirSync(settings.data, { recursive: true, mode: 0o700 });
  const store = new SqliteStore(join(settings.data, 'lockstep.db'));
  await store.forgetOldMutations(Date.now());
  const { version } = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
  ) as { version: string };
  const secret = readSecret(settings.data);
  const server = await buildServer({ settings, store, secret, dist, build: version });

  await server.app.listen({ host: settings.host, port: settings.port });
  const { port } = server.app.server.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  console.log(`Lockstep is ready: ${settings.publicUrl?.href ?? `http://${host}:${port}`}`);

  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    server.drain().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The key of the cursors' MAC, made once and readable by nobody else. */
function readSecret(folder: string): Buffer {
  const file = join(folder, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  return readFileSync(file);
}
