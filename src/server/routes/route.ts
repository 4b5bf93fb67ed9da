// What routes are given, and the pieces of their schemas that they share.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Type } from 'typebox';
import type { EventManager } from '../events/event-manager.ts';
import type { Hub } from '../events/hub.ts';
import type { Metrics } from '../metrics.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { SyncAtCodec } from '../store/sync-at.ts';

/** Requests per minute. */
export interface RateLimits {
  /** Sign-ups and sign-ins from one address. */
  signIns: number;
  /** Mutation batches of one achiever. */
  mutations: number;
}

/** Everything a route may use; made once, in app.ts. */
export interface Services {
  settings: Settings;
  store: Store;
  syncAt: SyncAtCodec;
  hub: Hub;
  events: EventManager;
  metrics: Metrics;
  limits: RateLimits;
  /** Wall-clock milliseconds. */
  now(): number;
  random(): number;
  /** Names this build to clients. */
  build: string;
  /** False while starting and draining. */
  isReady(): boolean;
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Body of every 4xx and 5xx. */
export const ErrorResponse = Type.Object({
  code: Type.String(),
  message: Type.String(),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

/** Routes that need a token say so in the OpenAPI document. */
export const NEEDS_TOKEN = [{ bearer: [] }];
