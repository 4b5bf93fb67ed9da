// What operators can watch, in Prometheus' format (DESIGN.md §5.7). One registry per server, none global.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { GoodbyeReason } from '../protocol/stream.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** Why a stream ended; `gone` when the client left. */
export type CloseReason = GoodbyeReason | 'gone';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  new Gauge({
    name: 'lockstep_event_loop_delay_seconds',
    help: '99th percentile of the event loop delay since the last scrape.',
    registers,
    collect() {
      this.set(delay.percentile(99) / 1e9);
      delay.reset();
    },
  });
  return {
    registry,
    streamsOpen: new Gauge({ name: 'lockstep_streams_open', help: 'Open stream sockets.', registers }),
    subscribers: new Gauge({
      name: 'lockstep_subscribers',
      help: 'Subscribers in the hub; always equal to the open streams.',
      registers,
    }),
    streamsOpened: new Counter({
      name: 'lockstep_streams_opened_total',
      help: 'Streams opened since the start.',
      registers,
    }),
    streamsClosed: new Counter({
      name: 'lockstep_streams_closed_total',
      help: 'Streams closed since the start, by reason.',
      labelNames: ['reason'] satisfies string[],
      registers,
    }),
    deliveries: new Counter({
      name: 'lockstep_deliveries_total',
      help: 'Events written to streams, by event name.',
      labelNames: ['event'] satisfies string[],
      registers,
    }),
    publishSeconds: new Histogram({
      name: 'lockstep_publish_to_write_seconds',
      help: 'From publishing a commit to having written it to every stream.',
      buckets: SECONDS,
      registers,
    }),
    storeSeconds: new Histogram({
      name: 'lockstep_store_seconds',
      help: 'Time of store operations, by operation.',
      labelNames: ['operation'] satisfies string[],
      buckets: SECONDS,
      registers,
    }),
    /** Ends the sampling. */
    close: () => delay.disable(),
  };
}
