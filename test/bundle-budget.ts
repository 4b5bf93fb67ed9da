// What the built app costs to load, against its budget: `npm run size`. Follows what a browser follows from
// index.html; also checks what must not be in there at all.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildIfStale } from '../src/server/web-build.ts';

interface Item {
  name: string;
  /** Compressed together: what the files share counts once. */
  files: string[];
  maxBytes?: number;
}

const dist = await buildIfStale(console.log);
const read = (file: string) => readFileSync(join(dist, file), 'utf8');
const only = (files: string[], what: string): string => {
  if (files.length !== 1) throw new Error(`${what}: one file expected, found ${files.join(', ') || 'none'}.`);
  return files[0]!;
};

/** Every script that index.html loads before anything was touched, in the order of being met. */
function firstLoad(): string[] {
  const html = read('index.html');
  const queue = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="\/(assets\/[^"]+\.js)"/g)];
  return withImports(queue.map((match) => match[1]!));
}

/** These scripts and what they cannot start without. */
function withImports(pending: string[]): string[] {
  const found = new Set<string>();
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, name] of read(file).matchAll(/\b(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      pending.push(`assets/${name}`);
  }
  return [...found];
}

const scripts = firstLoad();
const library = only(
  scripts.filter((file) => /^lockstep-[\w-]{8}\.js$/.test(basename(file))),
  'the tab library',
);
const commands = only([...new Set(read(library).match(/commands-[\w-]{8}\.js/g))], 'the commands');
const tab = withImports([library, `assets/${commands}`]);
const worker = only([...new Set(read(library).match(/assets\/worker-[\w-]+\.js/g))], 'the shared worker');
const host = withImports([worker]);
const styles = [...read('index.html').matchAll(/href="\/(assets\/[^"]+\.css)"/g)].map((match) => match[1]!);

const items: Item[] = [
  { name: 'app, first load', files: scripts, maxBytes: 60_000 },
  { name: 'styles', files: styles },
  { name: 'shared worker', files: host },
  // It answers notifications with no tab open, and cannot load anything later.
  { name: 'service worker', files: ['sw.js'], maxBytes: 24_000 },
  { name: 'sync library: tab', files: tab },
  { name: 'sync library: tab and worker', files: [...new Set([...tab, ...host])], maxBytes: 29_500 },
];

const problems: string[] = [];
for (const { name, files, maxBytes } of items) {
  const bytes = gzipSync(Buffer.concat(files.map((file) => readFileSync(join(dist, file))))).length;
  const limit = maxBytes === undefined ? '' : ` of ${(maxBytes / 1000).toFixed(1)}`;
  console.log(`${name.padEnd(30)}${(bytes / 1000).toFixed(1).padStart(6)}${limit} kB gzip`);
  if (maxBytes !== undefined && bytes > maxBytes) problems.push(`${name} is over its budget.`);
}

// The wire's schemas validate on the server; browsers get their types alone.
for (const file of [...scripts, ...host, 'sw.js']) {
  // The bundler's own few lines have no source.
  if (!existsSync(join(dist, `${file}.map`))) continue;
  const { sources } = JSON.parse(read(`${file}.map`)) as { sources: string[] };
  for (const source of sources)
    if (/\/(typebox|src\/server)\//.test(source)) problems.push(`${file} contains ${source}.`);
}

// What a start without a network needs, and nothing that nobody asked for.
const kept = new Set(read('sw.js').match(/assets\/[\w.-]+/g));
for (const file of ['index.html', ...scripts, ...styles, ...host])
  if (!read('sw.js').includes(file)) problems.push(`The service worker does not keep ${file}.`);
for (const file of kept) if (/example|\.map$/.test(file)) problems.push(`The service worker keeps ${file}.`);

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
