import { afterEach, describe, expect, it, vi } from 'vitest';
import { chordOf } from '../../../src/app/commands/chords.ts';

const on = (platform: string) => vi.stubGlobal('navigator', { platform });
const chord = (parts: Partial<KeyboardEvent>, graph = false) =>
  chordOf({
    code: '',
    shiftKey: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    getModifierState: () => graph,
    ...parts,
  } as unknown as KeyboardEvent);

afterEach(() => vi.unstubAllGlobals());

describe('a pressed key is called', () => {
  it('by what it types, with what is held down in one order', () => {
    on('Linux x86_64');

    expect(chord({ key: 'n' })).toBe('n');
    expect(chord({ key: 'N', shiftKey: true })).toBe('Shift+n');
    expect(chord({ key: 'N' }), 'Caps Lock').toBe('n');
    expect(chord({ key: '?', shiftKey: true })).toBe('?');
    expect(chord({ key: 'ArrowUp', altKey: true, shiftKey: true })).toBe('Alt+Shift+ArrowUp');
    expect(chord({ key: ' ' })).toBe('Space');
    expect(chord({ key: 'z', ctrlKey: true })).toBe('Mod+z');
  });

  it('with Cmd on Apple’s platforms where others have Ctrl', () => {
    on('MacIntel');

    expect(chord({ key: 'k', metaKey: true })).toBe('Mod+k');
    expect(chord({ key: 'k', ctrlKey: true })).toBe('Ctrl+k');
  });

  it('by the sign alone where AltGr types it', () => {
    on('Win32');

    expect(chord({ key: '/', ctrlKey: true, altKey: true }, true)).toBe('/');
  });

  it('by its Latin letter where letters are not Latin', () => {
    on('Linux x86_64');

    expect(chord({ key: 'т', code: 'KeyN' })).toBe('n');
    expect(chord({ key: 'ö', code: 'Semicolon' })).toBe('ö');
  });

  it('nothing while it says nothing alone', () => {
    on('Linux x86_64');

    for (const key of ['Shift', 'Control', 'Dead', undefined]) expect(chord({ key } as never)).toBe('');
  });
});
