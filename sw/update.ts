// Versions: a new one waits until the person says so or nobody is at work in any tab, because taking over under open
// tabs could cost what somebody is typing.
import { ASK_IDLE, SKIP_WAITING, TAKE_OVER_WHEN_IDLE, type UpdateMessage } from '../src/protocol/update.ts';
import { isOfTheApp } from './shell.ts';

/** A tab that is frozen, or too old to know the question, does not answer: it is not idle. */
const ANSWER_MS = 3_000;

export function updateWhenAsked(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('message', (event) => {
    const { type } = (event.data ?? {}) as Partial<UpdateMessage>;
    if (type === SKIP_WAITING) event.waitUntil(worker.skipWaiting());
    if (type === TAKE_OVER_WHEN_IDLE) event.waitUntil(takeOverWhenIdle(worker));
  });
  // The first version serves the tabs that were open before it; later ones so tell every tab that they took over.
  worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
}

async function takeOverWhenIdle(worker: ServiceWorkerGlobalScope): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tabs = pages.filter(({ url }) => isOfTheApp(new URL(url).pathname));
  const answers = await Promise.all(tabs.map(askIdle));
  if (answers.every(Boolean)) await worker.skipWaiting();
}

function askIdle(tab: Client): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data === true);
  setTimeout(() => resolve(false), ANSWER_MS);
  tab.postMessage({ type: ASK_IDLE } satisfies UpdateMessage, [port2]);
  return promise.finally(() => port1.close());
}
