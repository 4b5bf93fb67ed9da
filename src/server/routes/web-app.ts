// The built app: files that never change under hashed names, everything else asked for anew each time, and the
// app itself on any deep link.
import fastifyStatic from '@fastify/static';
import { join, sep } from 'node:path';
import { notFound, sendError } from '../http/errors.ts';
import type { App } from './route.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const EXAMPLE = 'src/client/example/index.html';

/** @param dist folder of the built app, or null when the server is run for its API alone. */
export async function webAppRoutes(app: App, dist: string | null): Promise<void> {
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
    for (const path of ['/example', '/example/'])
      app.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile(EXAMPLE));
  }

  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const wantsPage = isPage && (request.headers.accept ?? '').includes('text/html');
    if (dist !== null && wantsPage && !request.url.startsWith('/api/')) return reply.sendFile('index.html');
    return sendError(reply, notFound(app, request));
  });
}
