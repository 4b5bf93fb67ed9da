// `syncAt`, the cursor that clients store and never look into: {epoch, seq} with a short MAC that binds it to
// one achiever of one database.
import { createHmac, timingSafeEqual } from 'node:crypto';

const EPOCH_BYTES = 8;
const SEQ_BYTES = 6;
const MAC_BYTES = 8;

export class SyncAtCodec {
  readonly #secret: Buffer;
  readonly #epoch: Buffer;

  /** @param epoch 16 hex digits. */
  constructor(secret: Buffer, epoch: string) {
    this.#secret = secret;
    this.#epoch = Buffer.from(epoch, 'hex');
  }

  encode(achieverId: string, seq: number): string {
    const body = Buffer.alloc(EPOCH_BYTES + SEQ_BYTES);
    this.#epoch.copy(body);
    body.writeUIntBE(seq, EPOCH_BYTES, SEQ_BYTES);
    return Buffer.concat([body, this.#mac(achieverId, body)]).toString('base64url');
  }

  /** @returns the number inside, or null when the cursor is not of this database and achiever. */
  decode(achieverId: string, syncAt: string): number | null {
    const bytes = Buffer.from(syncAt, 'base64url');
    if (bytes.length !== EPOCH_BYTES + SEQ_BYTES + MAC_BYTES) return null;
    const body = bytes.subarray(0, -MAC_BYTES);
    if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), this.#mac(achieverId, body))) return null;
    if (!body.subarray(0, EPOCH_BYTES).equals(this.#epoch)) return null;
    return body.readUIntBE(EPOCH_BYTES, SEQ_BYTES);
  }

  #mac(achieverId: string, body: Buffer): Buffer {
    return createHmac('sha256', this.#secret).update(achieverId).update(body).digest().subarray(0, MAC_BYTES);
  }
}
