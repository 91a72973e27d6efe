/**
 * A place in the global order of the log: opaque, and sortable as text. Positions of one log are handed out in the
 * order of commits, so a reader that has seen one has seen all before it. They are no numbers to reckon with.
 */
export type Position = string;

/** Before the first event of any log. */
export const BEGINNING: Position = '';

/** Who and why; the same keys in every engine. */
export type EventMetadata = {
  /** Opaque id of the person or service that asked for the change. */
  readonly actor: string;
  readonly role: string;
  /** One id for all that came of one request or one import. */
  readonly correlationId: string;
  /** The event or command that led to this one; null at the start of a chain. */
  readonly causationId: string | null;
  /** Hash of the command, to tell a retry from another command under the same idempotency key. */
  readonly commandHash: string;
};

/** An event as its author hands it over; the id is fixed before the first try, so that a retry is harmless. */
export type NewEvent = {
  /** UUID, unique in its stream; no two streams are to share one either, but not every engine looks. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON; kept byte for byte as `JSON.stringify` wrote it. */
  readonly data: unknown;
  readonly metadata: EventMetadata;
};

/** An event as the log gives it back; it never changes again. */
export type RecordedEvent = NewEvent & {
  /** `category-id`, e.g. `member-0197…`; the category has no dash. */
  readonly stream: string;
  /** 1 for the first event of the stream, then without a gap. */
  readonly streamVersion: number;
  readonly position: Position;
  /**
   * ISO 8601 instant in UTC, milliseconds, by the clock of whoever took it first: a copied event keeps that of the log it
   * was copied from. It never goes back where the engine sees to that, but nothing may rest on it: positions alone order
   * the log. What was known at an instant is what stands up to the last position recorded no later than it.
   */
  readonly recordedAt: string;
};

export type AppendResult = {
  /** Version of the stream after the last of the appended events. */
  readonly streamVersion: number;
  /** Position of the last of the appended events. */
  readonly position: Position;
  /** True if these very events were recorded before: the answer is the first one, given again. */
  readonly repeated: boolean;
};

/** What a subscription listens to in order to end; an `AbortSignal` is one. */
export type StopSignal = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** The log. Every adapter must pass `eventStoreContract` in `./testing`. */
export type EventStore = {
  /**
   * Appends 1 to 1000 events, all or none; answers once they are durable. Events whose ids are already in the
   * stream, in this order, are not appended again: the first answer is repeated.
   * @param expectedVersion version of the stream's last event; 0 if the stream must not exist
   * @throws VersionConflict if the stream stands elsewhere
   * @throws EventIdReused if an id is taken by an event of another type or place in the stream; an engine may refuse
   *   one of another stream too
   * @throws InvalidAppend if it could not be kept at all, AppendTooLarge if for its size; see `encodeAppend`
   * @throws AppendOutcomeUnknown if the log could not be asked what became of it
   */
  append(stream: string, expectedVersion: number, events: readonly NewEvent[]): Promise<AppendResult>;

  /** Events of one stream after a version (default 0), oldest first, at most `limit`; none if it does not exist. */
  readStream(stream: string, options?: { after?: number; limit?: number }): Promise<readonly RecordedEvent[]>;

  /** The events at these positions, in the order of the log; a position that is not the log's is passed over. */
  readAt(positions: readonly Position[]): Promise<readonly RecordedEvent[]>;

  /**
   * All events after a position, in order, in batches of 1 to 1000 or more, to the end as of now.
   * @throws UnreadableRecord after everything before it
   */
  readAll(after: Position): AsyncIterable<readonly RecordedEvent[]>;

  /** As `readAll`, but at the end waits for more until the signal is aborted; then it ends without an error. */
  subscribe(after: Position, signal: StopSignal): AsyncIterable<readonly RecordedEvent[]>;

  /** Position of the last event; `BEGINNING` if there is none. */
  head(): Promise<Position>;
};

/** The stream does not stand where the caller thought. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  readonly stream: string;
  readonly expected: number;
  readonly actual: number;

  constructor(stream: string, expected: number, actual: number) {
    super(`stream ${stream} stands at version ${actual}, expected ${expected}`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The id belongs to another event. */
export class EventIdReused extends Error {
  override readonly name = 'EventIdReused';
  readonly stream: string;
  readonly eventId: string;

  constructor(stream: string, eventId: string) {
    super(`event id ${eventId}, to be appended to ${stream}, is taken by another event`);
    this.stream = stream;
    this.eventId = eventId;
  }
}

/**
 * The connection was lost before the answer came: the events may be recorded or not. Appending the same events
 * with the same ids again is safe and tells which.
 */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
  readonly stream: string;

  constructor(stream: string, cause: unknown) {
    super(`whether the append to ${stream} was recorded is unknown`, { cause });
    this.stream = stream;
  }
}

/**
 * The log holds at a position what it cannot give as an event: what somebody else wrote there, or what is damaged.
 * Readers get everything before it first. Who decides to pass over it reads on after its position.
 */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly reason: string;

  constructor(record: { position: Position; id: string; type: string; stream: string; reason: string }) {
    const { position, id, type, stream, reason } = record;
    super(`the log holds at ${position} what cannot be read (${type} ${id} in ${stream}): ${reason}`);
    this.position = position;
    this.id = id;
    this.type = type;
    this.stream = stream;
    this.reason = reason;
  }
}

/** What can never be appended, whatever the stream's version. */
export class InvalidAppend extends Error {
  override readonly name: string = 'InvalidAppend';
}

/** More bytes than any engine is asked to take at once; see `MAX_APPEND_BYTES`. */
export class AppendTooLarge extends InvalidAppend {
  override readonly name = 'AppendTooLarge';
  /** `event 0` if that one alone is too large, `events` if only all of them together are. */
  readonly field: string;
  readonly bytes: number;
  readonly limit: number;

  constructor(field: string, bytes: number, limit: number) {
    super(`${field}: ${bytes} bytes; an append takes at most ${limit}`);
    this.field = field;
    this.bytes = bytes;
    this.limit = limit;
  }
}
