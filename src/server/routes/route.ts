// What routes are given, and the pieces of their schemas that they share.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Type } from 'typebox';
import { ERRORS } from '../../protocol/error-meanings.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
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
  /** Readings of feeds from one address. */
  feeds: number;
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
  /** Wall-clock ms. */
  now(): number;
  /** Monotonic ms. */
  elapsed(): number;
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
const errorBody = (codes: ErrorCode[]) =>
  Type.Object(
    {
      code: Type.Enum(codes),
      message: Type.String(),
      details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    },
    { description: codes.map((code) => `${code}: ${ERRORS[code].meaning}`).join('\n') },
  );

/** How a route may fail, for the OpenAPI document: its codes by HTTP status. */
export function failures(...codes: ErrorCode[]): Record<number, ReturnType<typeof errorBody>> {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries([...byStatus].map(([status, group]) => [status, errorBody(group)]));
}

/** What any route that takes a body or a token may say. */
export const BODY_FAILURES = ['invalid-body', 'unsupported-media-type', 'body-too-large'] as const;
export const TOKEN_FAILURES = ['unauthorized', 'token-expired'] as const;

/** Routes that need a token say so in the OpenAPI document. */
export const NEEDS_TOKEN = [{ bearer: [] }];
