// `npm run dev`: the API server, restarted when its files change, and Vite in front of it. Ctrl-C ends both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const port = process.env['PORT'] ?? '8001';
process.env['LOCKSTEP_API'] ??= `http://127.0.0.1:${port}`;

// A process group of its own: Ctrl-C reaches this process alone, which then ends the other one in order.
const api = spawn(process.execPath, ['--watch', '--watch-preserve-output', main], {
  stdio: 'inherit',
  detached: true,
  env: { ...process.env, PORT: port, LOCKSTEP_SKIP_BUILD: '1' },
});
const apiEnded = once(api, 'exit');
const starting = createServer({ root, clearScreen: false });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  api.kill('SIGTERM');
  const vite = await starting;
  await Promise.all([vite.close(), apiEnded]);
  process.exit();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
void apiEnded.then(stop);

const vite = await starting;
await vite.listen();
vite.printUrls();
