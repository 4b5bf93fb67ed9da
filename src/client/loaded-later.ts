// Commands whose code is loaded behind the first screen.
import { LockstepError } from '../protocol/errors.ts';

/** A network that swallows must not leave somebody with an edit that looks made and is not. */
const LOAD_MS = 10_000;

/**
 * Loads once; what could not be loaded is tried again when it is asked for again.
 * @throws LockstepError `offline`
 */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () =>
    (loading ??= withinReason(load()).catch((error: unknown) => {
      loading = null;
      throw error;
    }));
}

async function withinReason<T>(loading: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, LOAD_MS);
  try {
    return await Promise.race([loading, late]);
  } catch {
    throw new LockstepError('offline');
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Functions of an object that is loaded: they run in the order in which they were called.
 * @param note told of what each of them resolves with, at once.
 */
export const whenLoaded = <T extends object>(
  load: () => Promise<T>,
  note: (result: Promise<unknown>) => void,
): T =>
  new Proxy({} as T, {
    get: (_target, name) =>
      // Else a promise would take it for another.
      name === 'then'
        ? undefined
        : (...values: unknown[]) => {
            const result = load().then((loaded) => call(loaded, name, values));
            note(result);
            return result;
          },
  });

const call = (object: object, name: string | symbol, values: unknown[]): unknown =>
  (object as Record<string | symbol, (...values: unknown[]) => unknown>)[name]!(...values);
