import type { EventStore } from '@sohoi/event-store';
import { VersionConflict } from '@sohoi/event-store';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a pool of connections tells of itself; those of `pg` do. */
type PoolCounts = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };

/**
 * What one process counts and measures for Prometheus, in a registry of its own: several processes of tests, or the parts
 * of the standalone, do not share one by chance. No label ever takes its value from a request, an event or a person.
 */
export type Metrics = {
  readonly registry: Registry;
  /** Shows a pool from now on. */
  pool(name: string, pool: PoolCounts): void;
  /** The same log, whose appends are counted and timed. */
  store(store: EventStore): EventStore;
};

/** Seconds of a request or an append. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const pools = new Map<string, PoolCounts>();
  const poolGauge = (name: string, help: string, of: (pool: PoolCounts) => number): void => {
    new Gauge({
      name: `sohoi_pool_${name}`,
      help,
      labelNames: ['pool'],
      registers: [registry],
      collect() {
        for (const [label, pool] of pools) this.set({ pool: label }, of(pool));
      },
    });
  };
  poolGauge('connections', 'Connections to PostgreSQL that are open.', ({ totalCount }) => totalCount);
  poolGauge('idle_connections', 'Of them, those that nobody uses.', ({ idleCount }) => idleCount);
  poolGauge('waiting', 'Those who wait for a connection.', ({ waitingCount }) => waitingCount);
  const appends = appendMetrics(registry);
  return {
    registry,
    pool: (name, pool) => void pools.set(name, pool),
    store: (store) => ({
      append: (stream, expectedVersion, events) => appends(() => store.append(stream, expectedVersion, events)),
      readStream: (stream, options) => store.readStream(stream, options),
      readAt: (positions) => store.readAt(positions),
      readAll: (after) => store.readAll(after),
      subscribe: (after, signal) => store.subscribe(after, signal),
      head: () => store.head(),
    }),
  };
};

type Append = ReturnType<EventStore['append']>;

const appendMetrics = (registry: Registry): ((append: () => Append) => Append) => {
  const count = new Counter({
    name: 'sohoi_appends_total',
    help: 'Appends to the log: recorded, repeated (a retry), conflict (the stream stood elsewhere), failed.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of ['recorded', 'repeated', 'conflict', 'failed']) count.inc({ outcome }, 0);
  const seconds = new Histogram({
    name: 'sohoi_append_duration_seconds',
    help: 'From the call of an append to its answer, whatever that is.',
    buckets: SECONDS,
    registers: [registry],
  });
  return async (append) => {
    const stop = seconds.startTimer();
    try {
      const appended = await append();
      count.inc({ outcome: appended.repeated ? 'repeated' : 'recorded' });
      return appended;
    } catch (error) {
      count.inc({ outcome: error instanceof VersionConflict ? 'conflict' : 'failed' });
      throw error;
    } finally {
      stop();
    }
  };
};
