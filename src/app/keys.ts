// What a key pressed in a text field means.

/** keyCode of a key that went to an input method. */
const PROCESSED = 229;

/**
 * The key belongs to a word being composed and is no command.
 * Safari's keydown of the Enter that ends a composition comes after it, with this code alone (WebKit bug 165004).
 */
export const composes = ({ isComposing, keyCode }: KeyboardEvent): boolean =>
  isComposing || keyCode === PROCESSED;

/** What has an undo of its own while it has the focus, or stands above the tasks. */
const HAS_ITS_OWN = 'textarea, input:not([type=checkbox], [type=date]), [contenteditable], dialog';

/** Ctrl or Cmd with Z takes back; with Shift, or Ctrl with Y, it is done again. Null for every other key. */
export function isUndoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (ctrlKey === metaKey || altKey || composes(event) || event.defaultPrevented) return null;
  if (event.composedPath().some((one) => one instanceof Element && one.matches(HAS_ITS_OWN))) return null;
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' && ctrlKey && !shiftKey ? 'redo' : null;
}
