import { BEGINNING, encodeAppend } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent, StopSignal } from '@sohoi/event-store';
import { createAppender } from './appender.js';
import { createConnection, serverVersionOf } from './connection.js';
import type { OpenClient } from './connection.js';
import { atLeader } from './connection-string.js';
import { EsdbUnavailable } from './errors.js';
import { isPosition, logPositionOf, positionOf } from './position.js';
import type { LogPosition } from './position.js';
import { isBeyond, lastOwn, ownEvent, readRaw, readRawAt, readStreamPage } from './read.js';
import type { Links, Raw } from './read.js';
import { refuseOld } from './server-version.js';
import { createStreamMemory } from './stream-memory.js';
import { follow, readable, TIMINGS } from './subscription.js';
import type { SubscriptionStatus, Timings } from './subscription.js';

export type EsdbEventStore = EventStore & {
  /**
   * Appends events of one stream of another log as they are, with the instants at which that log took them.
   * @throws as `append` does
   */
  appendCopy(events: readonly RecordedEvent[]): ReturnType<EventStore['append']>;
  /**
   * Asks the server who it is, and for the end of the log.
   * @throws EsdbUnusable if it is too old, or does not let this user read
   * @throws EsdbUnavailable if it cannot be reached
   */
  check(): Promise<void>;
  /** Every subscription that is running, or has failed while none has come further since, as it stands now. */
  subscriptions(): readonly SubscriptionStatus[];
  /** Ends the subscriptions and the connections. */
  close(): Promise<void>;
};

export type EsdbOptions = {
  /** `esdb://…` or `esdb+discover://…`, as EventStoreDB's clients read it. */
  readonly connectionString: string;
  /**
   * What becomes of a link to another event: given as that event at the link's place, or refused as what cannot be
   * read, which is the default. Links in the server's own streams are passed over in any case.
   */
  readonly links?: Links;
  /** Called at each change of a subscription's state. */
  readonly onSubscription?: (status: SubscriptionStatus) => void;
  /** Makes a client; for specs that break one. */
  readonly open?: OpenClient;
  /** Shorter for specs. */
  readonly timings?: Partial<Timings>;
};

const PAGE = 1000;

/** Events read at their places at the same time. */
const AT_ONCE = 16;

/**
 * The log in EventStoreDB 22.6 or later, or KurrentDB. What is decided on is read from the leader and appended there;
 * the whole log is read from a node of the kind that the connection string prefers.
 */
export const createEsdbEventStore = (options: EsdbOptions): EsdbEventStore => {
  const { connectionString, links = 'refuse', onSubscription, open } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const leader = createConnection(atLeader(connectionString), open);
  const readers = createConnection(connectionString, open);
  const memory = createStreamMemory();
  const append = createAppender(leader, memory);
  const statuses = new Map<object, SubscriptionStatus>();
  const closing = new AbortController();

  const readStream: EventStore['readStream'] = async (stream, { after = 0, limit = Infinity } = {}) => {
    const events: RecordedEvent[] = [];
    while (events.length < limit) {
      const wanted = Math.min(PAGE, limit - events.length);
      const page = await leader.use((client) => readStreamPage(client, stream, after + events.length, wanted));
      for (const { event } of page) events.push(event);
      if (page.length < wanted) break;
    }
    const isWhole = events.length < limit;
    if (after === 0 && isWhole) memory.replace(stream, events);
    else if (!memory.add(stream, events) || (isWhole && memory.of(stream).version > after + events.length)) {
      memory.forget(stream);
    }
    return events;
  };

  /** A node that lags behind the leader may not have it yet. */
  const rawAt = async (at: LogPosition): Promise<Raw | undefined> =>
    (await readers.use((client) => readRawAt(client, at, links, false))) ??
    (await leader.use((client) => readRawAt(client, at, links, true)));

  const readAt: EventStore['readAt'] = async (positions) => {
    const wanted = [...new Set(positions)].filter(isPosition).sort();
    const events: RecordedEvent[] = [];
    for (let n = 0; n < wanted.length; n += AT_ONCE) {
      const places = wanted.slice(n, n + AT_ONCE).flatMap((position) => logPositionOf(position) ?? []);
      for (const raw of await Promise.all(places.map(rawAt))) {
        const own = raw && ownEvent(raw);
        if (own) events.push(own.event);
      }
    }
    return events;
  };

  async function* readAll(after: Position): AsyncGenerator<readonly RecordedEvent[]> {
    let reached = logPositionOf(after);
    // The leader's: another node may lag behind what was acknowledged.
    const end = await leader.use((client) => lastOwn(client, true));
    while (end && (!reached || isBeyond(end, reached))) {
      const from = reached;
      const page = await readers.use(async (client) => {
        const some = await readRaw(client, from, PAGE, links);
        if (some.length === 0) throw new EsdbUnavailable('this node of EventStoreDB lags behind the end of the log');
        return some;
      });
      const { events, error } = readable(page.filter(({ at }) => !isBeyond(at, end)));
      if (events.length > 0) yield events;
      if (error) throw error;
      reached = page.at(-1)?.at ?? end;
    }
  }

  /** Who is live beyond the place where another failed was not stopped by what stopped that one. */
  const forgetFailed = (reached: Position): void => {
    for (const [one, { state, delivered }] of statuses) {
      if (state === 'failed' && delivered <= reached) statuses.delete(one);
    }
  };

  async function* subscribe(after: Position, signal: StopSignal): AsyncGenerator<readonly RecordedEvent[]> {
    const own = {};
    const either = new AbortController();
    const stop = (): void => either.abort();
    for (const one of [signal, closing.signal]) {
      one.addEventListener('abort', stop);
      if (one.aborted) stop();
    }
    const report = (status: SubscriptionStatus): void => {
      if (status.state === 'ended') statuses.delete(own);
      else statuses.set(own, status);
      if (status.state === 'live') forgetFailed(status.delivered);
      onSubscription?.(status);
    };
    try {
      yield* follow(after, either.signal, { connection: readers, links, report, timings });
    } finally {
      for (const one of [signal, closing.signal]) one.removeEventListener('abort', stop);
    }
  }

  return {
    append: async (stream, expectedVersion, events) =>
      append(stream, expectedVersion, encodeAppend(stream, expectedVersion, events)),
    appendCopy: async (events) => {
      const [first] = events;
      const stream = first?.stream ?? '';
      const before = (first?.streamVersion ?? 1) - 1;
      const instants = events.map(({ recordedAt }) => recordedAt);
      return append(stream, before, encodeAppend(stream, before, events), instants);
    },
    readStream,
    readAt,
    readAll,
    subscribe,
    head: async () => {
      const last = await leader.use((client) => lastOwn(client, true));
      return last ? positionOf(last) : BEGINNING;
    },
    check: async () => {
      refuseOld(await leader.use((client) => serverVersionOf(client, timings.answerMs)));
      await readers.use((client) => lastOwn(client, false));
    },
    subscriptions: () => [...statuses.values()],
    close: async () => {
      closing.abort();
      await Promise.all([leader.close(), readers.close()]);
    },
  };
};
