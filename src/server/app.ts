// The server, put together from its parts. What it needs from the world is handed in: tests run it on a port of
// their own, with their own clock and limits.
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyReply, LogController } from 'fastify';
import { LockstepError } from '../protocol/errors.ts';
import { type Bus, MemoryBus } from './events/bus.ts';
import { EventManager } from './events/event-manager.ts';
import { Hub, SWEEP_MS } from './events/hub.ts';
import { compressAnswers } from './http/compression.ts';
import { mapErrors, refuseNonsense, sendError, toLockstepError } from './http/errors.ts';
import { applyRequestRules } from './http/request-rules.ts';
import { readSender } from './http/sender.ts';
import { createMetrics } from './metrics.ts';
import { authRoutes } from './routes/auth.ts';
import { deviceRoutes } from './routes/devices.ts';
import { changeRoutes } from './routes/changes.ts';
import { demoRoutes } from './routes/demo.ts';
import { describeApi } from './routes/docs.ts';
import { feedRoutes } from './routes/feeds.ts';
import { healthRoutes } from './routes/health.ts';
import { digestRoutes } from './routes/digest.ts';
import { historyRoutes } from './routes/history.ts';
import { mutationRoutes } from './routes/mutations.ts';
import type { App, RateLimits, Services } from './routes/route.ts';
import { streamRoutes } from './routes/stream.ts';
import { webAppRoutes } from './routes/web-app.ts';
import type { Settings } from './settings.ts';
import { forgetOld } from './store/forget-old.ts';
import type { Store } from './store/store.ts';
import { SyncAtCodec } from './store/sync-at.ts';

const MAX_BODY_BYTES = 256 * 1024;
/** How long a client may take to send a whole request. */
const REQUEST_TIMEOUT_MS = 30_000;
const FORGET_EVERY_MS = 24 * 3600 * 1000;

const LIMITS: RateLimits = { signIns: 30, mutations: 600, feeds: 120 };

/** Streams are told goodbye over this long at most: a thousand must not come back in the same moment. */
const DRAIN_MS = 10_000;
const DRAIN_MS_PER_STREAM = 10;

export interface ServerOptions {
  settings: Settings;
  store: Store;
  /** Key of the cursors' MAC. */
  secret: Buffer;
  /** Folder of the built app; null serves the API alone. */
  dist: string | null;
  build: string;
  bus?: Bus;
  limits?: Partial<RateLimits>;
  /** Wall-clock ms. */
  now?: () => number;
  /** Monotonic ms; `now` where only that is given. */
  elapsed?: () => number;
  random?: () => number;
}

export interface LockstepServer {
  app: App;
  hub: Hub;
  /** Stops taking streams, says goodbye to those that are open, finishes requests and closes the store. */
  drain(): Promise<void>;
}

export async function buildServer(options: ServerOptions): Promise<LockstepServer> {
  const { settings, store, now = Date.now, random = Math.random } = options;
  const elapsed = options.elapsed ?? options.now ?? (() => performance.now());
  const metrics = createMetrics();
  const hub = new Hub({ now, elapsed, random, metrics });
  const syncAt = new SyncAtCodec(options.secret, store.epoch);
  const events = new EventManager(hub, options.bus ?? new MemoryBus(), syncAt, metrics);
  let ready = true;
  const services: Services = {
    settings,
    store,
    syncAt,
    hub,
    events,
    metrics,
    limits: { ...LIMITS, ...options.limits },
    now,
    elapsed,
    random,
    build: options.build,
    isReady: () => ready,
  };

  const app: App = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: settings.trustProxy,
    forceCloseConnections: 'idle',
    // Of a request, never of an answer: streams are open for long.
    requestTimeout: REQUEST_TIMEOUT_MS,
    clientErrorHandler: refuseNonsense,
    frameworkErrors: (error, _request, reply) => {
      void sendError(reply as FastifyReply, toLockstepError(error));
    },
    logger: settings.log === 'silent' ? false : { level: settings.log, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  // Answers are made by our own code: their schemas describe them, they do not filter them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.removeContentTypeParser('text/plain');
  mapErrors(app);
  applyRequestRules(app);

  await app.register(cookie);
  await compressAnswers(app);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    frameguard: { action: 'deny' },
    strictTransportSecurity: settings.publicUrl?.protocol === 'https:',
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfterSeconds = Math.ceil(ttl / 1000);
      return new LockstepError('rate-limited', undefined, { retryAfterSeconds });
    },
  });
  await describeApi(app, services);
  readSender(app as never, hub);
  authRoutes(app, services);
  deviceRoutes(app, services);
  mutationRoutes(app, services);
  changeRoutes(app, services);
  digestRoutes(app, services);
  historyRoutes(app, services);
  streamRoutes(app, services);
  feedRoutes(app, services);
  healthRoutes(app, services);
  if (settings.demo) demoRoutes(app, services);
  await webAppRoutes(app, options.dist, settings);

  const sweep = setInterval(() => {
    try {
      hub.sweep();
    } catch (error) {
      app.log.error(error, 'the sweep failed');
    }
  }, SWEEP_MS);
  const forget = setInterval(() => {
    forgetOld(store, now()).catch((error: unknown) => app.log.error(error, 'forgetting failed'));
  }, FORGET_EVERY_MS);

  return {
    app,
    hub,
    async drain() {
      ready = false;
      await hub.drain(Math.min(DRAIN_MS, hub.open * DRAIN_MS_PER_STREAM));
      await app.close();
      clearInterval(sweep);
      clearInterval(forget);
      metrics.close();
      await store.close();
    },
  };
}

/** What the app's pages may do: load their own files, talk to their own server, and nothing else. */
const POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html', 'lockstep-url'],
};
