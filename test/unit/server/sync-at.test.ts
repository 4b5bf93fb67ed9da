import { describe, expect, it } from 'vitest';
import { SyncAtCodec } from '../../../src/server/store/sync-at.ts';

const secret = Buffer.alloc(32, 1);
const epoch = '0011223344556677';
const codec = new SyncAtCodec(secret, epoch);

describe('syncAt', () => {
  it.each([0, 1, 4_294_967_296, 2 ** 48 - 1])('carries the number %d there and back', (seq) => {
    expect(codec.decode('anna', codec.encode('anna', seq))).toEqual({ epoch, seq, horizon: 0 });
    expect(codec.decode('anna', codec.encode('anna', 1, seq))).toEqual({ epoch, seq: 1, horizon: seq });
  });

  it('fits a URL and a header as it is', () => {
    expect(codec.encode('anna', 123_456)).toMatch(/^[\w-]{20,64}$/);
  });

  it('is worth nothing to another achiever (I8)', () => {
    expect(codec.decode('ben', codec.encode('anna', 5))).toBeNull();
  });

  it('says in which epoch it was made', () => {
    const later = new SyncAtCodec(secret, '7766554433221100');

    expect(later.decode('anna', codec.encode('anna', 5))).toMatchObject({ epoch, seq: 5 });
  });

  it('is worth nothing to another server', () => {
    const elsewhere = new SyncAtCodec(Buffer.alloc(32, 2), epoch);

    expect(elsewhere.decode('anna', codec.encode('anna', 5))).toBeNull();
  });

  it('is worth nothing when any bit of it was changed', () => {
    const bytes = Buffer.from(codec.encode('anna', 5), 'base64url');

    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expect(codec.decode('anna', forged.toString('base64url')), `bit ${bit}`).toBeNull();
    }
  });

  it.each(['', 'x', 'null', '!'.repeat(30), 'A'.repeat(128)])('may be %j without harm', (text) => {
    expect(codec.decode('anna', text)).toBeNull();
  });
});
