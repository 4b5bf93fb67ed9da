// Builds the web app when what it is made of has changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.built-from');

const SOURCES = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'public/**/*',
  'sw/**/*',
  'src/{app,client,host,protocol,storage,sync}/**/*',
];

/**
 * @param log told before a build, which takes seconds.
 * @returns the folder of the built app.
 * @throws Error when it has to be built and the build tool is not installed.
 */
export async function buildIfStale(log: (line: string) => void): Promise<string> {
  const current = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === current) return DIST;
  log('Building the app …');
  const { build } = await import('vite');
  await build({ root: ROOT, logLevel: 'warn' });
  writeFileSync(STAMP, current);
  return DIST;
}

/** Names, sizes and contents of everything the build reads. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
    const file = join(ROOT, path);
    if (!statSync(file).isFile()) continue;
    hash.update(path).update(readFileSync(file));
  }
  return hash.digest('hex');
}
