// The stream over XMLHttpRequest, for runtimes whose fetch hands no body on while it arrives. Loaded only there;
// imports nothing, so that it is a file of its own. A service worker has no XMLHttpRequest, and needs no stream.

/**
 * XMLHttpRequest keeps everything it ever received. From here on the stream ends behind the next whole event, which
 * is long before 1 MB; with the event at least this much has been handed on, so that every stream gets further.
 */
const RECYCLE_CHARS = 512 * 1024;

/**
 * Hands on the text of an event stream as it arrives.
 * @returns `ended` by the server; `recycled` when it should be asked for again at once; or what the server
 *   answered in the place of a stream.
 * @throws Error when the server could not be reached, the connection broke, or `signal` was aborted.
 */
export function streamByXhr(
  url: URL,
  headers: Record<string, string>,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<'ended' | 'recycled' | Response> {
  const { promise, resolve, reject } = Promise.withResolvers<'ended' | 'recycled' | Response>();
  const xhr = new XMLHttpRequest();
  let seen = 0;

  const handOn = () => {
    if (xhr.status !== 200) return;
    const { responseText } = xhr;
    const text = responseText.slice(seen);
    seen = responseText.length;
    if (text) onText(text);
    if (!responseText.includes('\n\n', RECYCLE_CHARS)) return;
    resolve('recycled');
    xhr.abort();
  };
  const guarded = (work: () => void) => () => {
    try {
      work();
    } catch (error) {
      reject(error);
      xhr.abort();
    }
  };

  xhr.onprogress = guarded(handOn);
  xhr.onload = guarded(() => {
    handOn();
    resolve(xhr.status === 200 ? 'ended' : answerOf(xhr));
  });
  xhr.onerror = xhr.onabort = () => reject(new Error('The stream broke.'));
  signal.addEventListener('abort', () => xhr.abort(), { once: true });

  xhr.open('GET', url);
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
  xhr.send();
  if (signal.aborted) xhr.abort();
  return promise;
}

/** With the headers that came, as fetch would hand them on. */
function answerOf(xhr: XMLHttpRequest): Response {
  const lines = xhr.getAllResponseHeaders().matchAll(/^([^:\r\n]+): (.*)$/gm);
  const headers = [...lines].map(([, name, value]): [string, string] => [name!, value!]);
  return new Response(xhr.responseText || null, { status: xhr.status, headers });
}
