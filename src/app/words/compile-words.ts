// Compiles the messages of an area for the browser, which then needs no parser of ICU MessageFormat: a plugin of
// Vite, and the same as text for other servers. Runs in Node, when the app is built or served.
import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';
import type { Messages } from './define-words.ts';

const MESSAGES = /\/src\/app\/words\/[a-z-]+\.[a-z]{2}\.ts$/;

export function compileWords(): Plugin {
  return {
    name: 'lockstep-words',
    load: {
      filter: { id: MESSAGES },
      handler: (file) => compiledModule(file),
    },
  };
}

/**
 * The module that takes the place of the messages in `file`; null for every other file.
 * @throws Error when a message is not well-formed.
 */
export async function compiledModule(file: string): Promise<string | null> {
  if (!MESSAGES.test(file)) return null;
  // Read anew when it has changed.
  const { default: messages } = (await import(`file://${file}?${Date.now()}`)) as { default: Messages };
  const compiled = Object.entries(messages).map(([id, message]) => {
    try {
      return [id, compile(message)];
    } catch (cause) {
      throw new Error(`${file}: “${id}” is no ICU message: ${String(cause)}`, { cause });
    }
  });
  return `export default ${JSON.stringify(Object.fromEntries(compiled))};`;
}
