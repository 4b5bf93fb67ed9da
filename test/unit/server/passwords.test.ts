import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkPassword, hashPassword } from '../../../src/server/auth/passwords.ts';

describe('passwords', () => {
  it('are stored as argon2id with everything that checking needs', async () => {
    expect(await hashPassword('correct horse')).toMatch(
      /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[\w+/]{22}\$[\w+/]{43}$/,
    );
  });

  it('are salted: the same one is stored differently each time', async () => {
    expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'));
  });

  it('open with the same text and with no other', async () => {
    const stored = await hashPassword('correct horse');

    expect(await checkPassword('correct horse', stored)).toBe(true);
    expect(await checkPassword('correct horsf', stored)).toBe(false);
    expect(await checkPassword('', stored)).toBe(false);
  });

  it('open however the keyboard composed their letters', async () => {
    const stored = await hashPassword('Zu\u0308rich!!');

    expect(await checkPassword('Z\u00fcrich!!', stored)).toBe(true);
  });

  it('still open when they were stored at another cost', async () => {
    const nonce = Buffer.alloc(16, 1);
    const cost = { memory: 1024, passes: 1, parallelism: 1 };
    const tag = argon2Sync('argon2id', { message: 'correct horse', nonce, ...cost, tagLength: 32 });
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const stored = `$argon2id$v=19$m=1024,t=1,p=1$${text(nonce)}$${text(tag)}`;

    expect(await checkPassword('correct horse', stored)).toBe(true);
    expect(await checkPassword('wrong', stored)).toBe(false);
  });

  it('of nobody never open, and take as long as those of somebody', async () => {
    const stored = await hashPassword('correct horse');
    const took = async (hash: string | null) => {
      const start = performance.now();
      expect(await checkPassword('wrong', hash)).toBe(false);
      return performance.now() - start;
    };
    await took(stored);

    // The least of several: what the work costs, without what the machine did meanwhile.
    const times = { known: Infinity, unknown: Infinity };
    for (let i = 0; i < 5; i++) {
      times.known = Math.min(times.known, await took(stored));
      times.unknown = Math.min(times.unknown, await took(null));
    }

    expect(times.unknown / times.known).toBeGreaterThan(0.5);
    expect(times.unknown / times.known).toBeLessThan(2);
  });

  it('asked for all at once are all answered', async () => {
    const stored = await hashPassword('correct horse');

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => checkPassword(i % 2 === 0 ? 'correct horse' : 'wrong', stored)),
    );

    expect(answers).toEqual([true, false, true, false, true, false]);
  });
});
