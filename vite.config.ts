import { defineConfig, type ProxyOptions } from 'vite';
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

/** Undo stands on top of the library, the app alone has it; an account is moved to once. */
const LIBRARY =
  /\/src\/((client\/(?!undo-stack)[^/]+|storage\/(?!adopt).+|protocol\/.+)\.ts$|host\/worker\.ts\?)/;

export default defineConfig({
  plugins: [serviceWorker()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    sourcemap: true,
    // Every browser that runs the app knows modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', example: 'src/client/example/index.html' },
      // The tab library is one file with a name of its own, for the app and the example page alike.
      output: { codeSplitting: { groups: [{ name: 'lockstep', test: LIBRARY }] } },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api/achiever/events/stream': stream, '/api': { target: api } },
  },
});
