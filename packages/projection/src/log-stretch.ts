import { BEGINNING } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';

/** Where one reader stands: everything up to here it has dealt with. */
export type Reader = { at: Position };

type Batch = readonly RecordedEvent[];

/**
 * A piece of the log in memory, and the subscription that makes it longer at its far end. States: *open*; *over*, once
 * the subscription has ended or failed; *closed*, when its last reader has left.
 */
export type Stretch = {
  readonly readers: Set<Reader>;
  /** How the subscription ended; undefined while it goes on. */
  readonly outcome: { readonly error: unknown } | { readonly ended: true } | undefined;
  /** True if a reader that stands here finds all that comes next. */
  covers(at: Position): boolean;
  /** What is here after a position; none at the end. */
  after(at: Position): Batch;
  /** Resolves when there is more, or when it is over; never rejects. */
  more(): Promise<void>;
  moved(reader: Reader, to: Position): void;
  leave(reader: Reader): void;
};

export type StretchOptions = {
  readonly held: number;
  readonly patience: number;
  /** Called when it has become longer. */
  readonly onGrown: () => void;
  /** Called when nobody reads it any more. */
  readonly onEnd: (stretch: Stretch) => void;
};

/** Events handed over at once, where several batches wait for a reader. */
const AT_ONCE = 4000;

const lastOf = (batch: Batch): Position => batch.at(-1)?.position ?? BEGINNING;

export const openStretch = (
  store: EventStore,
  start: Position,
  { held, patience, onGrown, onEnd }: StretchOptions,
): Stretch => {
  const stop = new AbortController();
  const source = store.subscribe(start, stop.signal)[Symbol.asyncIterator]();
  const readers = new Set<Reader>();
  const batches: Batch[] = [];
  let count = 0;
  /** Before the first event that is here, and the last one. */
  let from = start;
  let end = start;
  let outcome: Stretch['outcome'];
  let pulling: Promise<void> | undefined;
  let room: () => void = () => undefined;

  const dropFirst = (): void => {
    const first = batches.shift();
    count -= first?.length ?? 0;
    from = lastOf(first ?? []) || from;
  };
  /** A lone batch stays, and nobody waits for it to go. */
  const full = (): boolean => batches.length > 1 && count >= held;
  /** What all have read, save the last batch: whoever begins just behind the others finds it. */
  const trim = (): void => {
    const needed = [...readers].reduce((least, { at }) => (from <= at && at < least ? at : least), end);
    while (batches.length > 1 && lastOf(batches[0] ?? []) <= needed) dropFirst();
    if (!full()) room();
  };
  const waitForRoom = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      room = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const pull = async (): Promise<void> => {
    try {
      if (full()) await waitForRoom();
      if (stop.signal.aborted) return;
      const { done, value } = await source.next();
      if (done) {
        outcome = { ended: true };
        return;
      }
      batches.push(value);
      count += value.length;
      end = lastOf(value) || end;
      while (batches.length > 1 && count - value.length >= held) dropFirst();
      trim();
      onGrown();
    } catch (error) {
      outcome = { error };
    }
  };

  const stretch: Stretch = {
    readers,
    get outcome() {
      return outcome;
    },
    covers: (at) => from <= at && at <= end,
    after: (at) => {
      const waiting = batches.filter((batch) => lastOf(batch) > at);
      const taken: Batch[] = [];
      let size = 0;
      for (const batch of waiting) {
        if (size > 0 && size + batch.length > AT_ONCE) break;
        taken.push(batch);
        size += batch.length;
      }
      // Fetched while the reader is at work on these.
      if (taken.length === waiting.length) void stretch.more();
      const [first = []] = taken;
      const whole = (first[0]?.position ?? '') > at;
      return taken.length === 1 && whole ? first : taken.flat().filter(({ position }) => position > at);
    },
    more: () => {
      if (outcome) return Promise.resolve();
      pulling ??= pull().finally(() => {
        pulling = undefined;
      });
      return pulling;
    },
    moved: (reader, to) => {
      reader.at = to;
      trim();
    },
    leave: (reader) => {
      readers.delete(reader);
      if (readers.size > 0) return trim();
      onEnd(stretch);
      stop.abort();
      room();
      source.return?.().catch(() => undefined);
    },
  };
  return stretch;
};
