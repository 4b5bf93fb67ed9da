// Entry: reads the settings, builds the app if it is stale, migrates, listens, says where.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildServer } from './app.ts';
import { openDataFolder } from './data-folder.ts';
import { describeSettings, readSettings, type Settings, SettingsError } from './settings.ts';
import { NewerDatabaseError } from './store/sqlite/migrations.ts';
import { forgetOld } from './store/forget-old.ts';
import { SqliteStore } from './store/sqlite/sqlite-store.ts';
import { buildIfStale, DIST } from './web-build.ts';

/** A shutdown that takes longer than this is cut short. */
const SHUTDOWN_MS = 30_000;

if (process.argv.includes('--help')) {
  process.stdout.write(describeSettings());
  process.exit(0);
}

try {
  await start(readSettings(process.env, process.argv.slice(2)));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** One sentence for what the person who starts the server can mend; the whole error for anything else. */
function explain(error: unknown): unknown {
  if (error instanceof SettingsError || error instanceof NewerDatabaseError) return error.message;
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Something else listens on ${address}:${port} already: set PORT to another one.`;
  return error;
}

/** A folder that ends with this process: a demo neither finds nor leaves anything. */
function demoFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(settings: Settings): Promise<void> {
  const dist = settings.skipBuild ? (existsSync(DIST) ? DIST : null) : await buildIfStale(console.error);
  const { database, secret } = openDataFolder(settings.demo ? demoFolder() : settings.data);
  const store = new SqliteStore(database);
  await forgetOld(store, Date.now());
  const { version } = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
  ) as { version: string };
  const server = await buildServer({ settings, store, secret, dist, build: version });

  // One line says where it listens, and it is ours.
  const { log } = server.app;
  log.level = settings.log === 'info' ? 'warn' : settings.log;
  await server.app.listen({ host: settings.host, port: settings.port });
  log.level = settings.log;
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
