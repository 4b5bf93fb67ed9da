// For those who watch the server: alive, ready, metrics. Says nothing about anybody.
import { Type } from 'typebox';
import { LockstepError } from '../../protocol/errors.ts';
import { type App, failures, type Services } from './route.ts';

const Status = Type.Object({ status: Type.String() });
const tags = ['Operation'];

export function healthRoutes(app: App, { hub, metrics, isReady }: Services): void {
  const alive = { tags, summary: 'The process answers', response: { 200: Status } };
  app.get('/livez', { schema: alive }, async () => ({ status: 'alive' }));

  const ready = {
    tags,
    summary: 'New streams are taken; not while draining',
    response: { 200: Status, ...failures('over-capacity') },
  };
  app.get('/readyz', { schema: ready }, async () => {
    if (!isReady()) throw new LockstepError('over-capacity');
    return { status: 'ready' };
  });

  const numbers = { tags, summary: 'Metrics in the format of Prometheus', response: { 200: Type.String() } };
  app.get('/metrics', { schema: numbers }, async (_request, reply) => {
    metrics.streamsOpen.set(hub.open);
    metrics.subscribers.set(hub.subscribers);
    void reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
