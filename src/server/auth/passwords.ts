// Passwords: argon2id (RFC 9106) by node:crypto, at most two at once, since each takes 19 MiB and a core.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when fewer than two others run. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    // The place is handed on, not freed and taken anew.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const tag = (password: string, nonce: Buffer, cost: typeof COST) =>
  inTurn(() =>
    derive('argon2id', { message: password.normalize('NFKC'), nonce, ...cost, tagLength: TAG_BYTES }),
  );

/** The hash in PHC string form, with everything needed to check it later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { memory, passes, parallelism } = COST;
  const hash = await tag(password, salt, COST);
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(hash)}`;
}

/** A hash that no password has: checking against it takes as long as against a real one. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** @param stored null for an unknown account: the answer is no, after the same work, so that time tells nothing. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const [, , , cost, salt, hash] = (stored ?? NOBODY).split('$');
  const [memory, passes, parallelism] = cost!.split(',').map((part) => Number(part.slice(2)));
  const expected = Buffer.from(hash!, 'base64');
  const found = await tag(password, Buffer.from(salt!, 'base64'), {
    memory: memory!,
    passes: passes!,
    parallelism: parallelism!,
  });
  return timingSafeEqual(found, expected) && stored !== null;
}
