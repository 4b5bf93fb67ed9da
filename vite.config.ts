import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type ProxyOptions } from 'vite';
import { compileWords } from './src/app/words/compile-words.ts';
import { serviceWorker } from './sw/build-plugin.ts';

const api = process.env['LOCKSTEP_API'] ?? 'http://127.0.0.1:8001';

/**
 * The stream has an entry of its own, before the API's: nothing on the way may hold events back or cut a quiet
 * stream, whatever the other entry learns to do. test/e2e/proxy.test.ts fails when events arrive late.
 */
const stream: ProxyOptions = {
  target: api,
  headers: { 'accept-encoding': 'identity' },
  timeout: 0,
  proxyTimeout: 0,
  configure(proxy) {
    proxy.on('proxyRes', (response) => {
      response.headers['cache-control'] = 'no-store, no-transform';
      response.headers['x-accel-buffering'] = 'no';
    });
  },
};

/**
 * Undo and edit sessions stand on top of the library; what reads filters, what keeps lists, reminders and commands are
 * loaded behind the first screen.
 */
const LIBRARY =
  /\/src\/client\/(?!index|undo-stack|filter-|kept-|edit-session|reminders|.*commands|changes|places|task-trees)[^/]+\.ts$|lockstep-host$/;
/** What changes rows. */
const COMMANDS =
  /\/src\/client\/(commands|task-commands|row-commands|changes|places|task-trees)\.ts$|fractional-indexing/;
/** Stands beside what the first screen needs, and is not needed by it. */
const RARE = /\/src\/client\/edit-session|\/uuid\/dist\/(sha1|v35|v5|parse|validate|regex)\.js$/;
/** What tabs and host have in common is loaded once for both. */
const CORE =
  /\/src\/(storage\/(?!adopt|kept|row-pages|reminders)|protocol\/(?!calendar|reminders))|\/node_modules\/(idb\/|uuid\/dist\/(?!sha1|v35|v5|parse|validate|regex))|vite\/preload-helper/;
const HOST = /\/host\/worker\.ts\?sharedworker&url$/;

/** Builds the host together with the app; Vite would bundle it for itself, with a copy of all that they share. */
function hostWithTheApp(): Plugin {
  const name = '\0lockstep-host';
  let chunk: string | undefined;
  return {
    name: 'lockstep-host',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (HOST.test(id) ? name : null),
    load(id) {
      if (id !== name) return null;
      chunk ??= this.emitFile({ type: 'chunk', id: 'src/host/worker.ts', name: 'worker' });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
  };
}

/**
 * Leaves out of the elements' templates and styles what only people read: nobody's tool looks into template literals.
 * Every line stays where it is, for the source maps.
 */
function slimTemplates(): Plugin {
  return {
    name: 'lockstep-slim-templates',
    apply: 'build',
    transform(code, id) {
      if (!/\/src\/app\/[^/]+\.ts$/.test(id)) return null;
      const slim = (styles: string) =>
        styles
          .replace(/\/\*.*?\*\//gs, (comment) => comment.replace(/[^\n]/g, ''))
          .replace(/ ?([{};]) ?/g, '$1')
          .replace(/: /g, ':');
      return { code: code.replace(/\bcss`[^`]*`/g, slim).replace(/\n[ \t]+/g, '\n'), map: null };
    },
  };
}

/** Its version for browsers writes to innerHTML, which the page's policy forbids; this one has a table. */
const entities = import.meta.resolve('decode-named-character-reference');

export default defineConfig({
  plugins: [compileWords(), slimTemplates(), hostWithTheApp(), serviceWorker()],
  resolve: { alias: { 'decode-named-character-reference': fileURLToPath(entities) } },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    sourcemap: true,
    modulePreload: {
      // Every browser that runs the app knows modulepreload.
      polyfill: false,
      // Only the page asks ahead: the host has no document to put links into.
      resolveDependencies: (_url, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    rolldownOptions: {
      input: { index: 'index.html', example: 'src/client/example/index.html' },
      // The tab library is one file with a name of its own, for the app and the example page alike.
      output: {
        codeSplitting: {
          groups: [
            { name: 'core', test: CORE, minShareCount: 2 },
            { name: 'lockstep', test: LIBRARY },
            { name: 'commands', test: COMMANDS },
            { name: 'rare', test: RARE },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api/achiever/events/stream': stream, '/api': { target: api }, '/feeds': { target: api } },
  },
});
