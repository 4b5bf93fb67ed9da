// As much of XMLHttpRequest as a stream uses; the test is the server. Node has none.
export class FakeXhr {
  /** Every request since the last test. */
  static readonly all: FakeXhr[] = [];
  status = 0;
  responseText = '';
  isAborted = false;
  url = '';
  readonly headers: Record<string, string> = {};
  readonly #answered: Record<string, string> = {};
  onprogress = () => {};
  onload = () => {};
  onerror = () => {};
  onabort = () => {};

  constructor() {
    FakeXhr.all.push(this);
  }

  open(_method: string, url: URL): void {
    this.url = url.href;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name.toLowerCase()] = value;
  }

  getAllResponseHeaders(): string {
    return Object.entries(this.#answered)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
  }

  send(): void {}

  abort(): void {
    if (this.isAborted) return;
    this.isAborted = true;
    this.onabort();
  }

  /** More of the stream arrives. */
  say(text: string): void {
    this.status = 200;
    this.responseText += text;
    this.onprogress();
  }

  /** The whole answer is there. */
  answer(status = 200, body = '', headers: Record<string, string> = {}): void {
    this.status = status;
    this.responseText += body;
    Object.assign(this.#answered, headers);
    this.onload();
  }

  /** Nothing answers, or the connection breaks. */
  fail(): void {
    this.status = 0;
    this.onerror();
  }
}
