// What a key pressed in a text field means.

/** keyCode of a key that went to an input method. */
const PROCESSED = 229;

/**
 * The key belongs to a word being composed and is no command.
 * Safari's keydown of the Enter that ends a composition comes after it, with this code alone (WebKit bug 165004).
 */
export const composes = ({ isComposing, keyCode }: KeyboardEvent): boolean =>
  isComposing || keyCode === PROCESSED;
