import type { RecordedEvent } from '@sohoi/event-store';
import { createEsdbEventStore } from '../src/index.js';
import type { EsdbEventStore, EsdbOptions, SubscriptionStatus } from '../src/index.js';
import { startEsdbServer } from './esdb-server.js';
import type { EsdbServer, ServerOptions } from './esdb-server.js';

const opened: (() => Promise<void>)[] = [];

/** Closes what a test has opened, last first. */
export const closeAll = async (): Promise<void> => {
  for (const close of opened.splice(0).reverse()) await close();
};

export const openServer = async (options?: ServerOptions): Promise<EsdbServer> => {
  const server = await startEsdbServer(options);
  opened.push(() => server.stop());
  return server;
};

export const openStore = (options: EsdbOptions): EsdbEventStore => {
  const store = createEsdbEventStore(options);
  opened.push(() => store.close());
  return store;
};

/** Follows the log beside the test, and can be asked what has come. */
export const followBeside = (options: EsdbOptions, after = '') => {
  const statuses: SubscriptionStatus[] = [];
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of [...waiting]) look();
  };
  const store = openStore({ ...options, onSubscription: (status) => void (statuses.push(status), tell()) });
  const stop = new AbortController();
  const events: RecordedEvent[] = [];
  const batches: number[] = [];
  let held: Promise<void> | undefined;
  let release: () => void = () => undefined;
  const ended = (async () => {
    for await (const batch of store.subscribe(after, stop.signal)) {
      events.push(...batch);
      batches.push(batch.length);
      tell();
      await held;
    }
  })().finally(tell);
  ended.catch(() => undefined);
  opened.push(async () => {
    release();
    stop.abort();
    await ended.catch(() => undefined);
  });
  return {
    store,
    events,
    batches,
    statuses,
    ended,
    /** The reader gets stuck on its next batch. */
    hold: () => {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => {
      held = undefined;
      release();
    },
    /** Resolves once this is so. */
    until: (so: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!so()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
};
