// The lint rules behind the table of DESIGN.md §3, tried on every pair of folders.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const MAY_IMPORT: Record<string, string[]> = {
  protocol: [],
  sync: ['protocol'],
  storage: ['sync', 'protocol'],
  client: ['storage', 'protocol'],
  host: ['sync', 'storage', 'protocol'],
  app: ['client', 'protocol'],
  server: ['protocol'],
};
const FOLDERS = Object.keys(MAY_IMPORT);
const BROWSER_FOLDERS = ['sync', 'storage', 'client', 'host', 'app'];

const GLOBALS =
  `fetch setTimeout setInterval Date crypto navigator indexedDB localStorage document window self
  performance globalThis XMLHttpRequest queueMicrotask console`.split(/\s+/);

/** One line of code each, in a file of its own; linted all at once. */
class Trial {
  readonly folder = mkdtempSync(join(tmpdir(), 'lockstep-boundaries-'));
  #refused = new Set<string>();

  constructor() {
    copyFileSync(join(root, '.oxlintrc.json'), join(this.folder, '.oxlintrc.json'));
  }

  write(file: string, code: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), `${code}\n`);
  }

  lint(): void {
    const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
    const { stdout } = spawnSync(oxlint, ['--allow=all', '--format=json'], {
      cwd: this.folder,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string }[] };
    this.#refused = new Set(diagnostics.map(({ filename }) => filename));
  }

  refuses(file: string): boolean {
    return this.#refused.has(file);
  }
}

const trial = new Trial();

beforeAll(() => {
  for (const from of FOLDERS) {
    for (const to of FOLDERS) {
      trial.write(`src/${from}/to-${to}.ts`, `import '../${to}/module.ts';`);
      trial.write(`src/${from}/deep/to-${to}.ts`, `import '../../${to}/module.ts';`);
      trial.write(`src/${from}/lazy-${to}.ts`, `export const lazy = () => import('../${to}/module.ts');`);
      trial.write(`src/${from}/type-${to}.ts`, `export type { T } from '../${to}/module.ts';`);
    }
    trial.write(`src/${from}/own.ts`, `import './module.ts'; import './deep/module.ts';`);
    trial.write(`src/${from}/schema.ts`, `export { Task } from '../protocol/rows.ts';`);
    trial.write(`src/${from}/schema-type.ts`, `import type { Task } from '../protocol/rows.ts';`);
    trial.write(`src/${from}/node.ts`, `import 'node:fs';`);
    trial.write(`src/${from}/lit.ts`, `import { html } from 'lit';`);
    trial.write(`src/${from}/host-address.ts`, `import url from '../host/worker.ts?sharedworker&url';`);
  }
  for (const to of FOLDERS) trial.write(`sw/to-${to}.ts`, `import '../src/${to}/module.ts';`);
  for (const name of GLOBALS) trial.write(`src/sync/global-${name}.ts`, `export const value = ${name};`);
  trial.write('src/sync/random.ts', `export const value = Math.random();`);
  trial.write('src/sync/deadline.ts', `export const value = AbortSignal.timeout(1);`);
  trial.write('src/sync/allowed.ts', `export const value = [new AbortController(), Math.max(1, 2)];`);
  trial.write('src/sync/parser.ts', `import { createParser } from 'eventsource-parser';`);
  trial.write('src/sync/package.ts', `import { openDB } from 'idb';`);
  trial.lint();
});

afterAll(() => rmSync(trial.folder, { recursive: true, force: true }));

describe.each(FOLDERS)('src/%s', (from) => {
  const others = FOLDERS.filter((to) => to !== from);

  it.each(others)('towards src/%s follows the table', (to) => {
    const isRefused = !MAY_IMPORT[from]!.includes(to);
    const forms = [`to-${to}`, `deep/to-${to}`, `lazy-${to}`, `type-${to}`];
    const found = forms.filter((form) => trial.refuses(`src/${from}/${form}.ts`));
    expect(found).toEqual(isRefused ? forms : []);
  });

  it('may import its own files', () => {
    expect(trial.refuses(`src/${from}/own.ts`)).toBe(false);
  });
});

it('sw follows the table', () => {
  const found = FOLDERS.filter((to) => trial.refuses(`sw/to-${to}.ts`));
  expect(found).toEqual(['client', 'app', 'server']);
});

it('only the server takes more than types from the files with schemas', () => {
  const found = FOLDERS.filter((from) => trial.refuses(`src/${from}/schema.ts`));
  expect(found).toEqual(FOLDERS.filter((from) => from !== 'server'));
  for (const from of BROWSER_FOLDERS) expect(trial.refuses(`src/${from}/schema-type.ts`)).toBe(false);
});

it('only the server imports Node modules', () => {
  const found = FOLDERS.filter((from) => trial.refuses(`src/${from}/node.ts`));
  expect(found).toEqual(FOLDERS.filter((from) => from !== 'server'));
});

it('the engine, the storage, the tab library and the host know no framework', () => {
  const found = FOLDERS.filter((from) => trial.refuses(`src/${from}/lit.ts`));
  expect(found).toEqual(['sync', 'storage', 'client', 'host']);
});

it('the app and the example page may know where the host is', () => {
  for (const from of ['app', 'client'])
    expect(trial.refuses(`src/${from}/host-address.ts`), from).toBe(false);
  for (const from of ['protocol', 'sync', 'storage', 'server'])
    expect(trial.refuses(`src/${from}/host-address.ts`), from).toBe(true);
});

describe('the engine', () => {
  it.each(GLOBALS)('does not read %s', (name) => {
    expect(trial.refuses(`src/sync/global-${name}.ts`)).toBe(true);
  });

  it('has no randomness and no deadlines of its own', () => {
    expect(trial.refuses('src/sync/random.ts')).toBe(true);
    expect(trial.refuses('src/sync/deadline.ts')).toBe(true);
    expect(trial.refuses('src/sync/allowed.ts')).toBe(false);
  });

  it('takes eventsource-parser and no other package', () => {
    expect(trial.refuses('src/sync/parser.ts')).toBe(false);
    expect(trial.refuses('src/sync/package.ts')).toBe(true);
  });
});
