import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { pauseBefore } from '@sohoi/event-store';
import { refuseBadAddress } from './connection-string.js';
import { EsdbUnavailable, EsdbUnusable, isNotLeader, ours } from './errors.js';

export type OpenClient = (connectionString: string) => EventStoreDBClient;

/**
 * What the client keeps to itself in version 6.2.1 and we need: `supports` decides how it appends, `getChannel` is the
 * only way to end a connection.
 */
type ClientInside = {
  supports: (method: unknown) => Promise<boolean>;
  getChannel: () => Promise<{ close(): void }>;
  capabilities: Promise<{ serverVersion: string }>;
};

const insideOf = (client: EventStoreDBClient): ClientInside => client as unknown as ClientInside;

/**
 * Appends one by one, each a call of its own. The client's batched append keeps the answers it waits for in one list
 * of the whole process: an error on one connection refuses the appends of all others, and an answer that comes after
 * that ends the process.
 */
export const openClient: OpenClient = (connectionString) => {
  refuseBadAddress(connectionString);
  const client = EventStoreDBClient.connectionString(connectionString);
  insideOf(client).supports = () => Promise.resolve(false);
  return client;
};

/**
 * As the server says it, e.g. `24.10.0`; `unknown` if it is too old to say.
 * @param ms within which it must: the client itself would wait for ever for one that takes the call and says nothing
 */
export const serverVersionOf = async (client: EventStoreDBClient, ms: number): Promise<string> => {
  const said = insideOf(client).capabilities;
  said.catch(() => undefined);
  const waiting = new AbortController();
  try {
    const silence = delay(ms, undefined, { signal: waiting.signal }).then(() => {
      throw new EsdbUnavailable('EventStoreDB cannot be reached (no answer)', { detail: 'no answer' });
    });
    return (await Promise.race([said, silence])).serverVersion;
  } finally {
    waiting.abort();
  }
};

/**
 * A client that is replaced, channel and all, whenever it failed for a reason that may pass. The client itself renews
 * its channel for three reasons only, and a dead connection (gRPC: Unknown) is not among them.
 */
export type Connection = {
  /**
   * Runs what may be run twice, up to `tries` times, each later one after a pause and on another client.
   * @throws EsdbUnavailable if the last try failed too for a reason that may pass
   * @throws EsdbUnusable, or what else the client threw
   */
  use<T>(work: (client: EventStoreDBClient) => Promise<T>, tries?: number): Promise<T>;
  current(): EventStoreDBClient;
  /** Gives up a client that failed; one that was given up already is left alone. */
  renew(failed: EventStoreDBClient): void;
  close(): Promise<void>;
};

const TRIES = 4;
const PAUSES = { first: 80, most: 5000 };

const wait = (ms: number): Promise<unknown> => delay(ms);

/** @param pause waits so many milliseconds; for specs that do not */
export const createConnection = (
  connectionString: string,
  open: OpenClient = openClient,
  pause: (ms: number) => Promise<unknown> = wait,
): Connection => {
  let client: EventStoreDBClient | undefined;
  let closed = false;

  const current = (): EventStoreDBClient => {
    if (closed) throw new EsdbUnavailable('this store has been closed');
    try {
      client ??= open(connectionString);
    } catch (error) {
      if (error instanceof EsdbUnusable) throw error;
      // The client's own error holds it whole, the password too: it is not even the cause.
      throw new EsdbUnusable('the address of the log cannot be used: it is none of EventStoreDB, esdb://…', {
        ...{ trouble: 'address', detail: 'esdb://' },
      });
    }
    return client;
  };

  /** Calls in flight on it go on; `dispose` would end them without an error, and their readers would wait for ever. */
  const end = async (old: EventStoreDBClient): Promise<void> => {
    const channel = await insideOf(old)
      .getChannel()
      .catch(() => undefined);
    channel?.close();
  };

  const renew = (failed: EventStoreDBClient): void => {
    if (failed !== client) return;
    client = undefined;
    void end(failed);
  };

  const use: Connection['use'] = async (work, tries = TRIES) => {
    for (let attempt = 1; ; attempt += 1) {
      const used = current();
      try {
        return await work(used);
      } catch (caught) {
        const error = ours(caught);
        if (!(error instanceof EsdbUnavailable)) throw error;
        // The client goes to the leader that it was told of; another client would begin where this one was refused.
        if (!isNotLeader(caught)) renew(used);
        if (attempt >= tries || closed) throw error;
        await pause(pauseBefore(attempt, PAUSES, Math.random));
      }
    }
  };

  return {
    use,
    current,
    renew,
    close: async () => {
      closed = true;
      const last = client;
      client = undefined;
      // To find the channel of a cluster that is away would take long.
      if (last) await Promise.race([end(last), delay(1000, undefined, { ref: false })]);
    },
  };
};
