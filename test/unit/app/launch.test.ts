import { describe, expect, it } from 'vitest';
import { pathToJoin, readLaunch } from '../../../src/app/launch.ts';

const read = (path: string) => readLaunch(new URL(path, 'https://tasks.example'));

describe('what the app was opened for', () => {
  it.each([
    ['/', null],
    ['/today', null],
    ['/new', { for: 'new', text: '' }],
    ['/new?text=Buy%20milk', { for: 'new', text: 'Buy milk' }],
    [
      '/new?title=A%20page&text=https%3A%2F%2Fa.example%2F',
      { for: 'new', text: 'A page https://a.example/' },
    ],
    ['/new?title=Same&text=Same', { for: 'new', text: 'Same' }],
    [pathToJoin('a+b/c='), { for: 'join', code: 'a+b/c=' }],
  ])('%s', (path, expected) => {
    expect(read(path)).toEqual(expected);
  });

  it('keeps the code of a device behind the hash, where no server sees it', () => {
    expect(new URL(pathToJoin('secret'), 'https://tasks.example').pathname).toBe('/');
  });
});
