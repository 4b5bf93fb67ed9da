// Builds the web app when what it is made of has changed since the last build: `npm run build`, and every
// `npm start`. It never leaves a half-built `dist`: a build goes beside it and then takes its place.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const DIST = join(ROOT, 'dist');

/** Holds the fingerprint of what `dist` was built from. */
const STAMP = '.built-from';

const SOURCES = [
  'index.html',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
  'public/**/*',
  'sw/**/*',
  'src/{app,client,host,protocol,storage,sync}/**/*',
];

/**
 * Builds in a process of its own: the build tool's memory, some 300 MB, must not stay with a server that runs for
 * months.
 * @param log told before a build, which takes seconds.
 * @returns the folder of the built app.
 * @throws Error when it could not be built; the reason is on standard error.
 */
export async function buildIfStale(log: (line: string) => void): Promise<string> {
  if (isBuiltFrom(fingerprint())) return DIST;
  log('Building the app …');
  const { stderr } = process;
  const child = spawn(process.execPath, [import.meta.filename], { stdio: ['ignore', stderr, stderr] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The app could not be built.');
  return DIST;
}

async function buildHere(): Promise<void> {
  const sources = fingerprint();
  if (isBuiltFrom(sources)) return;
  removeLeftovers();
  const staging = join(ROOT, `.dist-${process.pid}`);
  try {
    await build(staging);
    writeFileSync(join(staging, STAMP), sources);
    takePlace(staging);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Names and contents of everything the build reads. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
    const file = join(ROOT, path);
    if (statSync(file).isFile()) hash.update(path).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

function isBuiltFrom(sources: string): boolean {
  const stamp = join(DIST, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

async function build(outDir: string): Promise<void> {
  const vite = await import('vite').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(
      'The app has to be built and the build tool is not installed: run "npm ci", or bring a built dist/ and set ' +
        'LOCKSTEP_SKIP_BUILD=1.',
    );
    process.exit(1);
  });
  await vite.build({ root: ROOT, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
}

/** Two starts may get here at once: both hold the same files, so whoever is second is content with the first's. */
function takePlace(staging: string): void {
  const old = `${staging}-old`;
  try {
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(staging, DIST);
  } catch (error) {
    if (!existsSync(join(DIST, STAMP))) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

/** What builds left behind that were killed. */
function removeLeftovers(): void {
  for (const folder of globSync('.dist-*', { cwd: ROOT })) {
    const pid = Number.parseInt(folder.slice('.dist-'.length), 10);
    if (!isRunning(pid)) rmSync(join(ROOT, folder), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

if (import.meta.main) await buildHere();
