// Starts that build at the same time, and starts that have nothing to build.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PARTS = ['index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];
const FOLDERS = ['public', 'src', 'sw'];

/** A copy of what is built, to build in. */
function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of [...PARTS, ...FOLDERS])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** @returns the exit code */
async function build(folder: string): Promise<number> {
  const child = spawn(process.execPath, [join(folder, 'src/server/web-build.ts')], { stdio: 'inherit' });
  return (await once(child, 'exit'))[0] as number;
}

it('builds of several starts at once end with one whole app, and the next start finds it', async () => {
  const folder = copyProject();

  expect(await Promise.all([build(folder), build(folder), build(folder)])).toEqual([0, 0, 0]);

  for (const file of ['index.html', 'sw.js', 'assets'])
    expect(existsSync(join(folder, 'dist', file)), file).toBe(true);
  expect(readdirSync(folder).filter((name) => name.includes('dist'))).toEqual(['dist']);

  const builtAt = () => statSync(join(folder, 'dist/index.html')).mtimeMs;
  const before = builtAt();
  appendFileSync(join(folder, 'src/server/main.ts'), '// The server is not part of the app.\n');
  expect(await build(folder)).toBe(0);
  expect(builtAt()).toBe(before);

  appendFileSync(join(folder, 'src/app/app.css'), '/* The app has changed. */\n');
  expect(await build(folder)).toBe(0);
  expect(builtAt()).toBeGreaterThan(before);
});
