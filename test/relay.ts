// The network of one device: a TCP relay in front of the server, with a switch. Unlike the browsers' offline
// emulation it reaches pages, shared workers and service workers alike, in every engine.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const REQUEST_LINE = /^[A-Z]+ \/\S* HTTP\/1\.1(?=\r$)/gm;

type Mode = 'up' | 'down' | 'stalled';

/** Devices have addresses of their own where the loopback net has more than one, as behind a real router. */
let nextAddress = 2;
function ownAddress(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const number = nextAddress++;
  return `127.1.${(number >> 8) & 255}.${number & 255}`;
}

export class Relay implements AsyncDisposable {
  readonly #server: Server;
  readonly #target: { host: string; port: number; localAddress: string | undefined };
  /** Both ends of every connection, the device's first. */
  readonly #pairs = new Set<[Socket, Socket]>();
  /** Those of `#pairs` through which events came, and those that were forgotten. */
  readonly #streams = new Set<[Socket, Socket]>();
  #mode: Mode = 'up';
  /** Bytes that came from the server so far, HTTP's headers included. */
  received = 0;
  /** What was asked for since the start, one line for each request: "GET /livez HTTP/1.1". */
  readonly asked: string[] = [];

  private constructor(targetPort: number) {
    this.#target = { host: '127.0.0.1', port: targetPort, localAddress: ownAddress() };
    this.#server = createServer({ noDelay: true }, (device) => this.#accept(device));
  }

  /** @param targetPort of the server on this machine; it may go away and come back. */
  static async start(targetPort: number): Promise<Relay> {
    const relay = new Relay(targetPort);
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Open connections of this device. */
  get connections(): number {
    return this.#pairs.size;
  }

  /** Cuts every connection and refuses new ones. */
  down(): void {
    this.#mode = 'down';
    this.#cut();
  }

  /** A network that swallows: connections stay open and nothing passes, in either direction, until `up()`. */
  stall(): void {
    this.#mode = 'stalled';
    for (const socket of [...this.#pairs].flat()) socket.pause();
  }

  /**
   * Streams are silent for good, as behind a router that lost them in the device's sleep; what else was open is cut,
   * as browsers do when they wake.
   */
  forgetStreams(): void {
    for (const pair of this.#streams) {
      for (const socket of pair) socket.pause();
      this.#pairs.delete(pair);
    }
    this.#cut();
  }

  /** Everything passes again, and what was held back arrives. */
  up(): void {
    this.#mode = 'up';
    for (const socket of [...this.#pairs].flat()) socket.resume();
  }

  async close(): Promise<void> {
    this.#cut();
    for (const socket of [...this.#streams].flat()) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #cut(): void {
    for (const socket of [...this.#pairs].flat()) socket.resetAndDestroy();
  }

  #accept(device: Socket): void {
    if (this.#mode === 'down') return void device.resetAndDestroy();
    const server = connect({ ...this.#target, noDelay: true });
    const pair: [Socket, Socket] = [device, server];
    this.#pairs.add(pair);
    this.#pass(device, server);
    this.#pass(server, device);
    server.on('data', (bytes) => {
      this.received += bytes.length;
      if (bytes.includes('text/event-stream')) this.#streams.add(pair);
    });
    device.on('data', (bytes) => this.asked.push(...(bytes.toString('latin1').match(REQUEST_LINE) ?? [])));
    const end = () => {
      this.#pairs.delete(pair);
      this.#streams.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', () => {}).on('close', end);
    if (this.#mode === 'stalled') this.stall();
  }

  #pass(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (to.write(bytes)) return;
      from.pause();
      to.once('drain', () => this.#mode === 'up' && from.resume());
    });
  }
}
