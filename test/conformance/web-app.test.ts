import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../support/in-process-server.ts';

const FILES = {
  'index.html': '<title>Lockstep</title>',
  'sw.js': 'self',
  'manifest.webmanifest': '{}',
  'assets/app-4f2a.js': 'app',
  'src/client/example/index.html': '<title>Example</title>',
  '.built-from': 'stamp',
};
const PAGE = { accept: 'text/html,application/xhtml+xml' };

let dist: string;
let server: TestServer;

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'lockstep-dist-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  }
  server = await TestServer.start({ dist });
});
afterAll(async () => {
  await server.stop();
  rmSync(dist, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => server.request('GET', path, { headers });

describe('the built app', () => {
  it('is served from the same origin as the API', async () => {
    expect((await get('/', PAGE)).text).toBe(FILES['index.html']);
    expect((await get('/sw.js')).headers.get('content-type')).toContain('javascript');
    expect((await get('/manifest.webmanifest')).headers.get('content-type')).toContain('manifest+json');
  });

  it('is kept for a year where its name changes with its content', async () => {
    expect((await get('/assets/app-4f2a.js')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
  });

  it.each(['/', '/index.html', '/sw.js', '/manifest.webmanifest', '/tasks/1'])(
    'is asked for anew each time where its name stays: %s',
    async (path) => {
      expect((await get(path, PAGE)).headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('opens on any deep link', async () => {
    const answer = await get('/projects/01900000-0000-7000-8000-000000000001?view=board', PAGE);

    expect(answer).toMatchObject({ status: 200, text: FILES['index.html'] });
  });

  it.each([
    ['a script that is not there', '/assets/gone.js', { accept: '*/*' }],
    ['an address of the API that is not there', '/api/nothing', PAGE],
    ['a hidden file', '/.built-from', { accept: '*/*' }],
    ['a file outside', '/..%2f..%2fetc%2fpasswd', { accept: '*/*' }],
  ])('is not the answer to %s', async (_what, path, headers) => {
    expect(await get(path, headers)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('may load its own files only, and make DOM from text by its own policies only', async () => {
    const policy = (await get('/', PAGE)).headers.get('content-security-policy')!;

    expect(policy.split(';').sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types lit-html lockstep-url',
      ].sort(),
    );
  });

  it('shares its window with nobody', async () => {
    const { headers } = await get('/', PAGE);

    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it.each(['/example', '/example/'])(
    'comes with an example page that uses no framework: %s',
    async (path) => {
      expect((await get(path, PAGE)).text).toBe(FILES['src/client/example/index.html']);
    },
  );
});
