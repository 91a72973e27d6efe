import { decode, fold } from '@sohoi/decider';
import type { Decider, EventCatalog, EventOf } from '@sohoi/decider';
import { VersionConflict } from './event-store.js';
import type { EventMetadata, EventStore, Position, RecordedEvent } from './event-store.js';

/** One kind of stream: its category, the events in it and the rules that write them. */
export type StreamType<K extends EventCatalog, S, C, R> = {
  readonly category: string;
  readonly catalog: K;
  readonly decider: Decider<S, C, EventOf<K>, R>;
};

export type Request<C> = {
  /** Id of the thing; the stream is `category-id`. */
  readonly id: string;
  /** Makes the command; asked only if the request was not carried out before, since the answer may then differ. */
  readonly command: () => C | Promise<C>;
  readonly metadata: EventMetadata;
  /**
   * Id of the n-th event (from 0) that this request records in a stream: the same for each retry of the request, and
   * another one in another stream.
   */
  readonly eventId: (n: number, stream: string) => string;
  /** Version that the caller has seen (`If-Match`); absent: whichever it stands at. */
  readonly expectedVersion?: number;
};

export type Handled<R> =
  | {
      readonly outcome: 'recorded';
      readonly streamVersion: number;
      readonly position: Position;
      /** True if the request was carried out before and this is its first answer again. */
      readonly repeated: boolean;
    }
  /** The command asks for what already is; position is that of the stream's last event, null without one. */
  | { readonly outcome: 'unchanged'; readonly streamVersion: number; readonly position: Position | null }
  | { readonly outcome: 'rejected'; readonly rejection: R }
  | { readonly outcome: 'stale'; readonly expected: number; readonly actual: number }
  | { readonly outcome: 'key-reused' };

/**
 * The state of one thing as its stream stands now.
 * @throws UnreadableEvent when the stream holds an event of an unknown type or version
 */
export const stateOf = async <K extends EventCatalog, S, C, R>(
  store: Pick<EventStore, 'readStream'>,
  { category, catalog, decider }: StreamType<K, S, C, R>,
  id: string,
): Promise<S> => {
  const history = await readWhole(store, `${category}-${id}`);
  return fold(
    decider,
    history.map((event) => decode(catalog, event)),
  );
};

const ATTEMPTS = 8;

/**
 * Reads the stream, folds it, decides, and appends at the version it decided on. When another writer was
 * faster it decides anew, up to eight times.
 * @throws VersionConflict when the eighth try was overtaken too
 * @throws UnreadableEvent when the stream holds an event of an unknown type or version
 */
export const handle = async <K extends EventCatalog, S, C, R>(
  store: EventStore,
  type: StreamType<K, S, C, R>,
  request: Request<C>,
): Promise<Handled<R>> => {
  for (let attempt = 1; ; attempt += 1) {
    const handled = await tryOnce(store, type, request).catch((error: unknown) => {
      if (error instanceof VersionConflict && attempt < ATTEMPTS) return undefined;
      throw error;
    });
    if (handled) return handled;
  }
};

/** Undefined: a request under the same key was faster, and what became of it is in the stream now. */
const tryOnce = async <K extends EventCatalog, S, C, R>(
  store: EventStore,
  { category, catalog, decider }: StreamType<K, S, C, R>,
  request: Request<C>,
): Promise<Handled<R> | undefined> => {
  const stream = `${category}-${request.id}`;
  const history = await readWhole(store, stream);
  const earlier = answerGivenBefore(history, stream, request);
  if (earlier) return earlier;

  // Before the version is compared: the host refuses here who may not know of the stream at all.
  const command = await request.command();
  const last = history.at(-1);
  const streamVersion = last?.streamVersion ?? 0;
  if (request.expectedVersion !== undefined && request.expectedVersion !== streamVersion) {
    return { outcome: 'stale', expected: request.expectedVersion, actual: streamVersion };
  }
  const decision = decider.decide(
    command,
    fold(
      decider,
      history.map((event) => decode(catalog, event)),
    ),
  );
  if (!decision.ok) return { outcome: 'rejected', rejection: decision.rejection };
  if (decision.events.length === 0) return { outcome: 'unchanged', streamVersion, position: last?.position ?? null };

  const appended = await store.append(
    stream,
    streamVersion,
    decision.events.map((event, n) => ({
      id: request.eventId(n, stream),
      type: event.type,
      schemaVersion: catalog[event.type]?.schemaVersion ?? 1,
      data: event.data,
      metadata: request.metadata,
    })),
  );
  // The log knows the ids but not the command: only the stream tells whether the faster one was this one.
  return appended.repeated ? undefined : { outcome: 'recorded', ...appended };
};

const PAGE = 1000;

const readWhole = async (store: Pick<EventStore, 'readStream'>, stream: string): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readStream(stream, { after: events.length, limit: PAGE });
    events.push(...page);
    if (page.length < PAGE) return events;
  }
};

/** The first answer to this request, if its events are already in the stream. */
const answerGivenBefore = <C>(
  history: readonly RecordedEvent[],
  stream: string,
  { eventId, metadata }: Request<C>,
): Handled<never> | undefined => {
  const firstId = eventId(0, stream);
  const start = history.findIndex(({ id }) => id === firstId);
  const first = history[start];
  if (!first) return undefined;
  if (first.metadata.commandHash !== metadata.commandHash) return { outcome: 'key-reused' };
  let last = first;
  for (let n = 1; history[start + n]?.id === eventId(n, stream); n += 1) last = history[start + n] ?? last;
  return { outcome: 'recorded', streamVersion: last.streamVersion, position: last.position, repeated: true };
};
