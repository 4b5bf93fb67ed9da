// Where a device's rows differ from the server's: the digest of each bucket, then the rows of those that differ.
import { Type } from 'typebox';
import { addToBuckets, BUCKETS, emptyBuckets, formatDigest } from '../../protocol/digest.ts';
import { BucketRows, DigestPage } from '../../protocol/stream.ts';
import { PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import type { Store } from '../store/store.ts';
import { type App, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

/** Rows that are hashed before others get their turn. */
const SLICE = 1_000;

const BucketQuery = Type.Object(
  {
    buckets: Type.String({
      description: 'Two hex digits for each bucket: the end of the ids of its rows.',
      pattern: `^[0-9a-f]{2}(,[0-9a-f]{2}){0,${BUCKETS - 1}}$`,
    }),
  },
  { additionalProperties: false },
);

export function digestRoutes(app: App, { store, now }: Services): void {
  app.get(
    PATHS.digest,
    {
      onRequest: requireBearer(store, now),
      schema: {
        tags: ['Sync'],
        summary: 'The digest of each bucket of rows',
        description: 'For a device whose own digest differs from the one that the stream says.',
        security: NEEDS_TOKEN,
        response: { 200: DigestPage, ...failures(...TOKEN_FAILURES) },
      },
    },
    ({ identity: { achieverId } }) => readDigests(store, achieverId),
  );

  app.get(
    PATHS.bucketRows,
    {
      onRequest: requireBearer(store, now),
      schema: {
        tags: ['Sync'],
        summary: 'All rows of some buckets',
        description: 'Tombstones included; a row that is not among them is not known here.',
        security: NEEDS_TOKEN,
        querystring: BucketQuery,
        response: { 200: BucketRows, ...failures('invalid-query', ...TOKEN_FAILURES) },
      },
    },
    ({ query, identity: { achieverId } }) =>
      store.rowsInBuckets(
        achieverId,
        query.buckets.split(',').map((bucket) => Number.parseInt(bucket, 16)),
      ),
  );
}

/** Hashes every live row; in slices, since nobody else is served meanwhile. */
export async function readDigests(store: Store, achieverId: string): Promise<DigestPage> {
  const { seq, rows, forgotten } = await store.revisions(achieverId);
  const buckets = emptyBuckets();
  for (let i = 0; i < rows.length; i += SLICE) {
    addToBuckets(buckets, rows.slice(i, i + SLICE));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { seq, buckets: buckets.map(formatDigest), forgotten };
}
