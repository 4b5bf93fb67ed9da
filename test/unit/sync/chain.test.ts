import { describe, expect, it } from 'vitest';
import { Chain } from '../../../src/sync/chain.ts';

const link = (prev: number, seq: number) => ({ prev, seq, syncAt: `at-${seq}` });

describe('the chain', () => {
  it('moves the cursor along links that join', () => {
    const chain = new Chain({ seq: 4, syncAt: 'at-4' });

    chain.offer(link(4, 5));
    chain.offer(link(5, 6));

    expect(chain.cursor).toEqual({ seq: 6, syncAt: 'at-6' });
    expect(chain.hasHole).toBe(false);
  });

  it('waits at a hole and goes on when it is filled', () => {
    const chain = new Chain({ seq: 4, syncAt: 'at-4' });

    chain.offer(link(5, 6));
    chain.offer(link(6, 7));
    expect(chain.seq).toBe(4);
    expect(chain.hasHole).toBe(true);

    chain.offer(link(4, 5));
    expect(chain.seq).toBe(7);
    expect(chain.hasHole).toBe(false);
  });

  it('lets go of what waits for numbers that the server, asked since, has never given', () => {
    const chain = new Chain({ seq: 4, syncAt: 'at-4' });
    chain.offer(link(8, 9));

    const believe = chain.doubt();
    chain.offer(link(5, 6));
    believe(4);

    // What came after asking may well be newer than the answer.
    expect(chain.hasHole).toBe(true);
    chain.offer(link(4, 5));
    expect(chain.seq).toBe(6);
    expect(chain.hasHole).toBe(false);
  });

  it('ignores links it has passed, however often they come', () => {
    const chain = new Chain({ seq: 4, syncAt: 'at-4' });

    chain.offer(link(2, 3));
    chain.offer(link(3, 4));

    expect(chain.cursor).toEqual({ seq: 4, syncAt: 'at-4' });
  });

  it('knows the newest that it was ever offered, behind a hole or not', () => {
    const chain = new Chain({ seq: 4, syncAt: 'at-4' });
    expect(chain.seen).toEqual({ seq: 4, syncAt: 'at-4' });

    chain.offer(link(7, 8));
    chain.offer(link(4, 5));

    expect(chain.cursor).toEqual({ seq: 5, syncAt: 'at-5' });
    expect(chain.seen).toEqual({ seq: 8, syncAt: 'at-8' });
  });

  it('takes a page that begins before the cursor and ends behind it', () => {
    const chain = new Chain({ seq: 4, syncAt: 'at-4' });

    chain.offer(link(1, 9));

    expect(chain.cursor).toEqual({ seq: 9, syncAt: 'at-9' });
  });

  it('anchors a new device at the head of an account without rows', () => {
    const chain = new Chain(null);

    chain.offer(link(0, 0));

    expect(chain.cursor).toEqual({ seq: 0, syncAt: 'at-0' });
  });
});
