// What a pressed key is called, the same on every platform and whatever is printed where.

const APPLE = /Mac|iPhone|iPad/;
/** Keys that say nothing alone. */
const SILENT = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Unidentified'];

export const isApple = (): boolean => APPLE.test(navigator.platform);

/**
 * The key with what is held down, the same on every platform: `n`, `?`, `Mod+k`, `Alt+ArrowUp`. `Mod` is Cmd on Apple's
 * and Ctrl elsewhere. A sign is what is printed, however it is typed; of letters and named keys, Shift is told.
 * Empty for a key that says nothing alone.
 */
export function chordOf(event: KeyboardEvent): string {
  const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
  // A field that the browser fills in says that a key was pressed, and not which.
  if (!key || SILENT.includes(key)) return '';
  // Where letters are not Latin, the key is meant that has one elsewhere.
  const latin = key > '\x7f' && /^Key(.)$/.exec(code)?.[1];
  const name = latin
    ? latin.toLowerCase()
    : key === ' '
      ? 'Space'
      : key.length === 1
        ? key.toLowerCase()
        : key;
  const isLetter = name.length === 1 && name !== name.toUpperCase();
  // AltGr types signs; Windows tells it as Ctrl and Alt.
  const types = name.length === 1 && event.getModifierState('AltGraph');
  const [mod, other] = isApple() ? [metaKey, ctrlKey && 'Ctrl+'] : [ctrlKey, metaKey && 'Meta+'];
  const held = types ? '' : `${mod ? 'Mod+' : ''}${other || ''}${altKey ? 'Alt+' : ''}`;
  return `${held}${shiftKey && (isLetter || name.length > 1) ? 'Shift+' : ''}${name}`;
}
