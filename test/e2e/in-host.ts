// Runs scripts in the shared worker of a context, which Playwright does not reach.
import type { BrowserContext, CDPSession } from '@playwright/test';

/** Starts a script in the host and does not wait for its end. Chromium only. */
export async function runInHost(context: BrowserContext, script: string): Promise<void> {
  const { session, sessionId } = await attach(context);
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: script } });
  await session.send('Target.sendMessageToTarget', { sessionId, message });
}

/** The value of an expression in the host. Chromium only. */
export async function askHost<T>(context: BrowserContext, expression: string): Promise<T> {
  const params = { expression, returnByValue: true };
  const { result } = await callHost<{ result: { value: T } }>(context, 'Runtime.evaluate', params);
  return result.value;
}

/** What the host answers to a command of the DevTools protocol. Chromium only. */
export async function callHost<T>(context: BrowserContext, method: string, params: object = {}): Promise<T> {
  const { session, sessionId } = await attach(context);
  const { promise, resolve } = Promise.withResolvers<T>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: T };
    if (id === 1) resolve(result!);
  });
  const message = JSON.stringify({ id: 1, method, params });
  await session.send('Target.sendMessageToTarget', { sessionId, message });
  const value = await promise;
  await session.detach();
  return value;
}

async function attach(context: BrowserContext): Promise<{ session: CDPSession; sessionId: string }> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const page = await context.newCDPSession(context.pages()[0]!);
  const { targetInfo: own } = await page.send('Target.getTargetInfo');
  const hosts = targetInfos.filter(
    ({ type, browserContextId }) => type === 'shared_worker' && browserContextId === own.browserContextId,
  );
  // A hung one may still be there: the name of the newest sorts last.
  const host = hosts.sort((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true })).at(-1)!;
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: host.targetId });
  return { session, sessionId };
}
