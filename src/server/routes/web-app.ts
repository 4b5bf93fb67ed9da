// The built app: files that never change under hashed names, everything else asked for anew each time, and the
// app itself on any deep link.
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DEMO_META } from '../../protocol/wire.ts';
import { notFound, sendError } from '../http/errors.ts';
import type { Settings } from '../settings.ts';
import type { App } from './route.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const EXAMPLE = 'src/client/example/index.html';

/** @param dist folder of the built app, or null when the server is run for its API alone. */
export async function webAppRoutes(
  app: App,
  dist: string | null,
  { demo }: Pick<Settings, 'demo'>,
): Promise<void> {
  const page = dist !== null && demo ? demoPage(dist) : null;
  if (dist !== null) {
    await app.register(fastifyStatic, {
      root: dist,
      cacheControl: false,
      dotfiles: 'ignore',
      setHeaders(response, path) {
        const hashed = path.startsWith(join(dist, 'assets') + sep);
        void response.header('cache-control', hashed ? FOREVER : 'no-cache');
      },
    });
    if (page !== null)
      for (const path of ['/', '/index.html'])
        app.get(path, { schema: { hide: true } }, (_request, reply) => sendPage(reply, page));
    for (const path of ['/example', '/example/'])
      app.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile(EXAMPLE));
  }

  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const wantsPage = isPage && (request.headers.accept ?? '').includes('text/html');
    if (dist !== null && wantsPage && !request.url.startsWith('/api/'))
      return page === null ? reply.sendFile('index.html') : sendPage(reply, page);
    return sendError(reply, notFound(app, request));
  });
}

/** The page says that this is a demo: the first screen then needs no answer of the server to know. */
function demoPage(dist: string): string {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  return html.replace('<title>', `<meta name="${DEMO_META}" content="on" /><title>`);
}

const sendPage = (reply: FastifyReply, page: string) =>
  reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
