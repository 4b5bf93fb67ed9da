// For those who watch the server: alive, ready, metrics.
import type { App, Services } from './route.ts';

export function healthRoutes(app: App, { metrics, isReady }: Services): void {
  const schema = { hide: true };
  app.get('/livez', { schema, logLevel: 'warn' }, async () => ({ status: 'alive' }));

  app.get('/readyz', { schema, logLevel: 'warn' }, async (_request, reply) => {
    if (isReady()) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready' });
  });

  app.get('/metrics', { schema, logLevel: 'warn' }, async (_request, reply) => {
    void reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
