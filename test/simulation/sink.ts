// The server's end of a simulated stream.
import { EventEmitter } from 'node:events';
import type { Sink } from '../../src/server/events/stream-connection.ts';

/** Where the bytes go. */
export interface StreamEnd {
  onText(text: string): void;
  onEnd(): void;
}

export class SimulatedSink extends EventEmitter implements Sink {
  readonly writableLength = 0;
  readonly writableNeedDrain = false;
  /** What the connection heard last. */
  lastWords = '';
  readonly #end: StreamEnd;
  #closed = false;

  constructor(end: StreamEnd) {
    super();
    this.#end = end;
  }

  write(bytes: Buffer): void {
    if (this.#closed) return;
    this.lastWords = bytes.toString();
    this.#end.onText(this.lastWords);
  }

  end(): void {
    this.destroy();
  }

  destroy(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#end.onEnd();
    this.emit('close');
  }

  /** The client let go of the connection. */
  clientGone(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }
}
