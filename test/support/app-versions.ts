// The built app in a folder of its own, where a test deploys other versions of it: the same files under other names,
// as another build gives them, and those of the version before are gone.
import { cpSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DIST } from '../../src/server/web-build.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/wire.ts';

export class AppVersions implements Disposable {
  /** What the server serves. */
  readonly dist = mkdtempSync(join(tmpdir(), 'lockstep-dist-'));
  #version = 10;

  constructor() {
    cpSync(DIST, this.dist, { recursive: true });
  }

  /**
   * Puts the next version in the place of the one that is there.
   * @param keepOld the server still has the files of the one before.
   */
  deploy({ keepOld = false } = {}): void {
    if (!keepOld) rmSync(join(this.dist, 'assets'), { recursive: true });
    const build = mkdtempSync(join(tmpdir(), 'lockstep-build-'));
    cpSync(DIST, build, { recursive: true });
    rename(build, `v${++this.#version}`);
    cpSync(build, this.dist, { recursive: true });
    rmSync(build, { recursive: true });
  }

  /** Makes the version that is there one that is too old to write. */
  makeTooOld(): void {
    const [worker] = globSync('assets/worker-*.js', { cwd: this.dist });
    const file = join(this.dist, worker!);
    const text = readFileSync(file, 'utf8');
    const said = new RegExp(`(\\.protocol\\]:[\`"'])${PROTOCOL_VERSION}(?=[\`"'])`);
    if (!said.test(text)) throw new Error('The version of the protocol is not where it was.');
    writeFileSync(file, text.replace(said, '$10'));
  }

  [Symbol.dispose](): void {
    rmSync(this.dist, { recursive: true });
  }
}

/** Gives a build's scripts names that end with `mark`, and the page another revision. */
function rename(build: string, mark: string): void {
  const scripts = globSync('assets/*-*.js', { cwd: build }).map((path) => basename(path));
  const renamed = scripts.map((name) => [name, name.replace(/...\.js$/, `${mark}.js`)] as const);
  for (const path of globSync(['index.html', 'sw.js', 'assets/*.js'], { cwd: build })) {
    const file = join(build, path);
    let text = readFileSync(file, 'utf8');
    for (const [from, to] of renamed) text = text.replaceAll(from, to);
    if (path === 'sw.js') text = text.replace(/(index\.html\W+revision\W+\w+)\w{3}/, `$1${mark}`);
    writeFileSync(file, text);
  }
  for (const [from, to] of renamed) renameSync(join(build, 'assets', from), join(build, 'assets', to));
}
