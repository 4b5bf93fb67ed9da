// Tasks without an event loop: once this is imported, what is given to `setImmediate` (fake-indexeddb's tasks, group
// commits) runs in order, each when all promise callbacks are done, and it is known when nothing is left to run.

const realImmediate = globalThis.setImmediate;
/** Turns in a row: what waits for something outside by asking again and again must not keep it from happening. */
const MAX_TURNS = 2_000;

const tasks: (() => void)[] = [];
let turns = 0;
const waiting: (() => void)[] = [];
let running = false;

globalThis.setImmediate = ((run: (...args: unknown[]) => void, ...args: unknown[]) => {
  tasks.push(() => run(...args));
  go();
}) as typeof setImmediate;

/** Resolves when no task is left, and no promise callback. */
export function settled(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  go();
  return promise;
}

function go(): void {
  if (running) return;
  running = true;
  turns = (turns + 1) % MAX_TURNS;
  if (turns === 0) realImmediate(turn);
  else queueMicrotask(() => process.nextTick(turn));
}

/** Node runs a tick that was asked for by a promise callback when no promise callback is left. */
function turn(): void {
  running = false;
  const task = tasks.shift();
  if (task) {
    if (tasks.length + waiting.length > 0) go();
    task();
  } else {
    for (const resolve of waiting.splice(0)) resolve();
  }
}
