import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A tab's memory; each page loads the module anew. */
async function newPage() {
  vi.resetModules();
  return import('../../../src/app/unstored-lines.ts');
}

const rowsWith = (...ids: string[]) => ({
  read: async (asked: readonly string[]) => asked.map((id) => ({ gone: !ids.includes(id) })),
});

describe('a line that was entered and is not stored yet', () => {
  let memory: Map<string, string>;

  beforeEach(() => {
    memory = new Map();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, text: string) => memory.set(key, text),
      removeItem: (key: string) => memory.delete(key),
    });
    return () => vi.unstubAllGlobals();
  });

  it('is left to the next page of the tab, once', async () => {
    const before = await newPage();
    const line = before.lineOf('Buy milk tomorrow', ['tomorrow'], true);
    before.holdLine(line);

    const after = await newPage();

    expect(await after.takeLines(rowsWith())).toMatchObject([line]);
    expect(await after.takeLines(rowsWith())).toEqual([]);
  });

  it('is held until it is dropped, also by the page that took it', async () => {
    const first = await newPage();
    first.holdLine(first.lineOf('Buy milk', [], true));
    const second = await newPage();
    const [line] = await second.takeLines(rowsWith());

    const third = await newPage();

    expect(await third.takeLines(rowsWith())).toMatchObject([{ text: 'Buy milk' }]);
    third.dropLine(line!);
    expect(memory.size).toBe(0);
  });

  it('is no line any more when the task is there after all', async () => {
    const before = await newPage();
    const line = before.lineOf('Buy milk', [], true);
    before.holdLine(line);

    const after = await newPage();

    expect(await after.takeLines(rowsWith(line.id))).toEqual([]);
    expect(memory.size).toBe(0);
  });

  it('is not taken by another view of the same page', async () => {
    const page = await newPage();
    page.holdLine(page.lineOf('Buy milk', [], true));

    expect(await page.takeLines(rowsWith())).toEqual([]);
  });

  it('comes back when the rows cannot be read', async () => {
    const before = await newPage();
    before.holdLine(before.lineOf('Buy milk', [], true));
    const after = await newPage();

    const lines = await after.takeLines({ read: () => Promise.reject(new Error('no database')) });

    expect(lines).toMatchObject([{ text: 'Buy milk' }]);
  });
});
