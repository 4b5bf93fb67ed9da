// Compresses pages of changes and the app's files; never streams, which are written past the framework.
import compress from '@fastify/compress';
import { constants } from 'node:zlib';
import type { App } from '../routes/route.ts';

/** Below this an answer fits into one packet as it is, and those that hold a token are as short. */
const THRESHOLD_BYTES = 1024;
const TYPES =
  /^(?:application\/(?:json|javascript|manifest\+json)|text\/(?:html|css|javascript|calendar)|image\/svg\+xml)\b/;

export async function compressAnswers(app: App): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    customTypes: TYPES,
    threshold: THRESHOLD_BYTES,
    // Higher ones cost many times as much for a tenth less.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    // Nobody sends us compressed bodies, and one that grows a thousandfold should not be a way to.
    globalDecompression: false,
  });
}
