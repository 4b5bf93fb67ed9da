import { describe, expect, it, vi } from 'vitest';
import { loadOnce, whenLoaded } from '../../../src/client/loaded-later.ts';

describe('commands that are loaded behind the first screen', () => {
  it('run in the order in which they were given, once they are there', async () => {
    const loading = Promise.withResolvers<{ add(title: string): Promise<void> }>();
    const added: string[] = [];
    const noted: Promise<unknown>[] = [];
    const tasks = whenLoaded(
      () => loading.promise,
      (result) => noted.push(result),
    );

    const both = [tasks.add('one'), tasks.add('two')];
    expect(added).toEqual([]);
    expect(noted).toEqual(both);
    loading.resolve({ add: async (title) => void added.push(title) });
    await Promise.all(both);

    expect(added).toEqual(['one', 'two']);
  });

  it('are loaded once', async () => {
    const load = vi.fn(async () => 'here');
    const once = loadOnce(load);

    expect(await Promise.all([once(), once()])).toEqual(['here', 'here']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('that cannot be loaded say that there is no network, and are asked for again with the next', async () => {
    const load = vi.fn<() => Promise<string>>();
    load.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce('here');
    const once = loadOnce(load);

    await expect(once()).rejects.toMatchObject({ code: 'offline' });
    expect(await once()).toBe('here');
  });

  it('that a network swallows are not waited for forever', async () => {
    vi.useFakeTimers();
    const once = loadOnce(() => new Promise<string>(() => {}));

    const failed = expect(once()).rejects.toMatchObject({ code: 'offline' });
    await vi.advanceTimersByTimeAsync(10_000);

    await failed;
    vi.useRealTimers();
  });
});
