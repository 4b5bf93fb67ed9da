// Session and bearer secrets: random, opaque, stored only as their hash.
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, url-safe. */
export const newSecret = () => randomBytes(32).toString('base64url');

export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('base64url');
