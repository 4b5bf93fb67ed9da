// Calendar feeds: made, listed and revoked with a token; read by whoever knows the address, with nothing else.
import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { CALENDAR_END, calendarHead, toEvent, toTodo } from '../../protocol/calendar.ts';
import { LockstepError } from '../../protocol/errors.ts';
import { CreatedFeed, type Feed, FeedList, NewFeed } from '../../protocol/feeds.ts';
import type { LiveRow, Task } from '../../protocol/rows.ts';
import { FEED_PATH, MAX_FEEDS, PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { hashSecret, newSecret } from '../auth/secrets.ts';
import type { FeedRecord } from '../store/store.ts';
import { type App, BODY_FAILURES, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

const tags = ['Feeds'];
const NAME = 'Lockstep';

export function feedRoutes(app: App, services: Services): void {
  const { store, limits, now } = services;
  const onRequest = requireBearer(store, now);
  const base = services.settings.publicUrl?.pathname.replace(/\/$/, '') ?? '';

  app.post(
    PATHS.feeds,
    {
      onRequest,
      schema: {
        tags,
        summary: 'Make a calendar feed',
        description: 'The address is in this answer and in no other one: the server keeps its hash.',
        security: NEEDS_TOKEN,
        body: NewFeed,
        response: { 201: CreatedFeed, ...failures(...BODY_FAILURES, ...TOKEN_FAILURES, 'too-many-feeds') },
      },
    },
    async ({ body: { as, projectId = null }, identity: { achieverId } }, reply) => {
      const secret = newSecret();
      const feed = { id: uuidv7(), as, projectId, createdAt: now() };
      const isMade = await store.createFeed({
        ...feed,
        achieverId,
        secretHash: hashSecret(secret),
        atMost: MAX_FEEDS,
      });
      if (!isMade) throw new LockstepError('too-many-feeds');
      return reply.code(201).send({ ...toWire(feed), path: `${base}${FEED_PATH}/${secret}.ics` });
    },
  );

  app.get(
    PATHS.feeds,
    {
      onRequest,
      schema: {
        tags,
        summary: 'Calendar feeds that can be read',
        security: NEEDS_TOKEN,
        response: { 200: FeedList, ...failures(...TOKEN_FAILURES) },
      },
    },
    async ({ identity }) => ({ feeds: (await store.feeds(identity.achieverId)).map(toWire) }),
  );

  app.delete(
    `${PATHS.feeds}/:id`,
    {
      onRequest,
      schema: {
        tags,
        summary: 'Revoke a calendar feed',
        security: NEEDS_TOKEN,
        params: Type.Object({ id: Type.String() }),
        response: { 204: Type.Null(), ...failures(...TOKEN_FAILURES, 'unknown-feed') },
      },
    },
    async ({ identity, params }, reply) => {
      if (!(await store.deleteFeed(identity.achieverId, params.id))) throw new LockstepError('unknown-feed');
      return reply.code(204).send(null);
    },
  );

  app.get(
    `${FEED_PATH}/:name`,
    {
      config: { rateLimit: { max: limits.feeds, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Read a calendar feed',
        description:
          'text/calendar, with the open tasks. The secret in the address is all that is asked for; `If-None-Match` is answered with 304.',
        params: Type.Object({ name: Type.String() }),
        response: { 200: Type.String(), 304: Type.Null(), ...failures('not-found', 'rate-limited') },
      },
    },
    async ({ params: { name }, headers }, reply) => {
      const [, secret] = /^([\w-]{43})\.ics$/.exec(name) ?? [];
      const feed = secret === undefined ? undefined : await store.findFeed(hashSecret(secret));
      // A feed that was revoked is told like one that never was.
      if (feed === undefined) throw new LockstepError('not-found');
      void reply.header('cache-control', 'private, no-cache').header('x-robots-tag', 'noindex');
      const etag = await tagOf(feed);
      void reply.header('etag', etag);
      if (
        (headers['if-none-match'] ?? '').split(/\s*,\s*/).some((known) => known.replace(/^W\//, '') === etag)
      )
        return reply.code(304).send(undefined as never);
      const rows = await store.rowsForFeed(feed.achieverId, feed.projectId);
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="lockstep.ics"')
        .serializer((text: unknown) => text as string)
        .send(write(feed, rows) as never);
    },
  );

  /** Of the newest change of the account: the same number of the same life of the database has the same tasks. */
  async function tagOf({ id, achieverId }: FeedRecord & { achieverId: string }): Promise<string> {
    const { seq } = await store.head(achieverId);
    const state = [services.build, store.epoch, id, seq].join(' ');
    return `"${createHash('sha256').update(state).digest('base64url').slice(0, 22)}"`;
  }
}

const toWire = ({ id, as, projectId, createdAt }: FeedRecord): Feed => ({
  id,
  as,
  ...(projectId === null ? {} : { projectId }),
  createdAt: new Date(createdAt).toISOString(),
});

function write({ as, projectId }: FeedRecord, rows: LiveRow[]): string {
  const titles = (entity: LiveRow['entity']) =>
    new Map(rows.filter((row) => row.entity === entity).map(({ id, title }) => [id, title]));
  const context = { labels: titles('label'), projects: titles('project') };
  const project = projectId === null ? undefined : context.projects.get(projectId);
  const tasks = rows.filter((row): row is Task => row.entity === 'task');
  const texts = tasks.map((task) =>
    as === 'tasks' ? toTodo(task, context) : (toEvent(task, context) ?? ''),
  );
  return [calendarHead(project ?? NAME), ...texts, CALENDAR_END].join('');
}
