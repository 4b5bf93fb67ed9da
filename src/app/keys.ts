// What a pressed key means, as far as the first screen has to know; the commands know the rest (commands/).

/** keyCode of a key that went to an input method. */
const PROCESSED = 229;

/**
 * The key belongs to a word being composed and is no command.
 * Safari's keydown of the Enter that ends a composition comes after it, with this code alone (WebKit bug 165004).
 */
export const composes = ({ isComposing, keyCode }: KeyboardEvent): boolean =>
  isComposing || keyCode === PROCESSED;

let meant = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): string =>
  ctrlKey || metaKey ? '' : altKey ? `Alt+${key}` : key;

/** From now on `read` says which key is meant: the person may have chosen others. */
export function readListKeysBy(read: (event: KeyboardEvent) => string): void {
  meant = read;
}

/** The key of a list that is meant by the one that was pressed, by its usual name: `Enter`, `Alt+ArrowUp`. */
export const listKey = (event: KeyboardEvent): string => meant(event);
