// The transport where fetch hands no body on: the stream comes by XMLHttpRequest.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttpTransport } from '../../../src/host/http-transport.ts';
import { FakeXhr } from '../../support/fake-xhr.ts';

const ORIGIN = 'http://127.0.0.1:8001';
/** What every answer of the server carries. */
const OURS = { 'x-protocol': '1' };
const body = Object.getOwnPropertyDescriptor(Response.prototype, 'body')!;

beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', FakeXhr);
  delete (Response.prototype as { body?: unknown }).body;
});
afterEach(() => {
  vi.unstubAllGlobals();
  Object.defineProperty(Response.prototype, 'body', body);
  FakeXhr.all.length = 0;
});

/** An open stream: what it handed on, how it ends, and the request behind it. */
async function openStream() {
  const heard: string[] = [];
  const life = new AbortController();
  const onText = (text: string) => void heard.push(text);
  const end = createHttpTransport(ORIGIN).openStream(
    { token: 'secret', syncAt: 'at-1', onText },
    life.signal,
  );
  end.catch(() => {});
  await vi.waitFor(() => expect(FakeXhr.all).toHaveLength(1));
  return { heard, end, life, xhr: FakeXhr.all[0]! };
}

describe('where fetch does not stream', () => {
  it('the stream is asked for by XMLHttpRequest, with the same words', async () => {
    const { xhr } = await openStream();

    expect(createHttpTransport(ORIGIN).streaming).toBe('xhr');
    expect(xhr.url).toBe(`${ORIGIN}/api/achiever/events/stream?syncAt=at-1`);
    expect(xhr.headers).toMatchObject({ authorization: 'Bearer secret', accept: 'text/event-stream' });
  });

  it('text is handed on as it arrives, each piece once', async () => {
    const { heard, end, xhr } = await openStream();

    xhr.say('event: conn');
    xhr.say('ected\n');
    xhr.say('data: {}\n\n');
    xhr.answer(200, ': bye\n\n');

    expect(heard).toEqual(['event: conn', 'ected\n', 'data: {}\n\n', ': bye\n\n']);
    expect(await end).toBe('ended');
  });

  it('a stream that has grown is recycled behind a whole event, before it keeps 1 MB', async () => {
    const { heard, end, xhr } = await openStream();
    const event = `data: ${'x'.repeat(100_000)}\n\n`;

    while (!xhr.isAborted) xhr.say(event);

    expect(await end).toBe('recycled');
    expect(xhr.responseText.length).toBeLessThan(1_000_000);
    expect(heard.join('')).toBe(xhr.responseText);
    expect(heard.at(-1)).toBe(event);
  });

  it('a stream is never recycled in the middle of its first large event: it would begin with it again', async () => {
    const { end, xhr } = await openStream();

    for (let i = 0; i < 20; i++) xhr.say('x'.repeat(100_000));
    expect(xhr.isAborted).toBe(false);
    xhr.say('\n\n');

    expect(await end).toBe('recycled');
  });

  it('a refusal has the server’s code and the time to wait', async () => {
    const { end, xhr } = await openStream();

    xhr.answer(503, JSON.stringify({ code: 'over-capacity', message: 'Later.' }), {
      ...OURS,
      'retry-after': '5',
    });

    await expect(end).rejects.toMatchObject({ code: 'over-capacity', details: { retryAfterMs: 5000 } });
  });

  it('a proxy’s own error page, a broken connection and nobody there are all the same', async () => {
    const page = await openStream();
    page.xhr.answer(502, '<h1>Bad gateway</h1>');
    FakeXhr.all.length = 0;
    const json = await openStream();
    json.xhr.answer(502, JSON.stringify({ code: 'internal', message: 'Of the proxy.' }));
    FakeXhr.all.length = 0;
    const broken = await openStream();
    broken.xhr.say('event: ');
    broken.xhr.fail();

    await expect(page.end).rejects.toMatchObject({ code: 'offline' });
    await expect(json.end).rejects.toMatchObject({ code: 'offline' });
    await expect(broken.end).rejects.toMatchObject({ code: 'offline' });
  });

  it('an abort ends the request', async () => {
    const { end, life, xhr } = await openStream();

    life.abort();

    expect(xhr.isAborted).toBe(true);
    await expect(end).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('where fetch streams', () => {
  it('no XMLHttpRequest is made', () => {
    Object.defineProperty(Response.prototype, 'body', body);

    expect(createHttpTransport(ORIGIN).streaming).toBe('fetch');
  });
});
