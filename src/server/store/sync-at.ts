// `syncAt`, the cursor that clients store and never look into: {epoch, seq, horizon} with a short MAC that binds it
// to one achiever of one database.
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Cursor } from './store.ts';

const EPOCH_BYTES = 8;
const SEQ_BYTES = 6;
const BODY_BYTES = EPOCH_BYTES + SEQ_BYTES + SEQ_BYTES;
const MAC_BYTES = 8;

export class SyncAtCodec {
  readonly #secret: KeyObject;
  readonly #epoch: Buffer;

  /** @param epoch 16 hex digits, for the cursors that are made. */
  constructor(secret: Buffer, epoch: string) {
    this.#secret = createSecretKey(secret);
    this.#epoch = Buffer.from(epoch, 'hex');
  }

  /** @param horizon for a cursor that may stand before it: the horizon of what is being read. */
  encode(achieverId: string, seq: number, horizon = 0): string {
    const body = Buffer.alloc(BODY_BYTES);
    this.#epoch.copy(body);
    body.writeUIntBE(seq, EPOCH_BYTES, SEQ_BYTES);
    body.writeUIntBE(horizon, EPOCH_BYTES + SEQ_BYTES, SEQ_BYTES);
    return Buffer.concat([body, this.#mac(achieverId, body)]).toString('base64url');
  }

  /** @returns what is inside, or null when the cursor is not of this server and achiever. */
  decode(achieverId: string, syncAt: string): Cursor | null {
    const bytes = Buffer.from(syncAt, 'base64url');
    if (bytes.length !== BODY_BYTES + MAC_BYTES) return null;
    const body = bytes.subarray(0, -MAC_BYTES);
    if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), this.#mac(achieverId, body))) return null;
    const epoch = body.subarray(0, EPOCH_BYTES).toString('hex');
    return {
      epoch,
      seq: body.readUIntBE(EPOCH_BYTES, SEQ_BYTES),
      horizon: body.readUIntBE(EPOCH_BYTES + SEQ_BYTES, SEQ_BYTES),
    };
  }

  #mac(achieverId: string, body: Buffer): Buffer {
    return createHmac('sha256', this.#secret).update(achieverId).update(body).digest().subarray(0, MAC_BYTES);
  }
}
