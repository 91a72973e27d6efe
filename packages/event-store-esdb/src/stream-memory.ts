import { EventIdReused } from '@sohoi/event-store';
import type { EncodedEvent } from '@sohoi/event-store';

type Known = { readonly version: number; readonly type: string };

/** What is known of a stream up to a version: of every event its id, type and place. */
export type KnownStream = { version: number; readonly ids: Map<string, Known> };

/**
 * The ids of events in the streams used lately, in a bounded number: the server does not look for an id in what a
 * stream holds before the expected version. A stream never changes, so it is read on from there; unless the server is
 * restored from an older copy. Whatever is read that does not go with what is known is a sign of that.
 */
export type StreamMemory = {
  of(stream: string): KnownStream;
  /**
   * Takes in events that follow what is known; of others it is looked whether they are what is known.
   * @returns false if they are not: then nothing was taken in
   */
  add(stream: string, events: readonly Placed[]): boolean;
  /** Takes these, from the first on, for all that is known of the stream. */
  replace(stream: string, events: readonly Placed[]): void;
  forget(stream: string): void;
};

type Placed = { readonly id: string; readonly type: string; readonly streamVersion: number };

export const createStreamMemory = (maxEvents = 200_000): StreamMemory => {
  const streams = new Map<string, KnownStream>();
  let held = 0;

  const forget = (stream: string): void => {
    held -= streams.get(stream)?.ids.size ?? 0;
    streams.delete(stream);
  };

  const of = (stream: string): KnownStream => {
    const known = streams.get(stream);
    // A stream that is not there is not remembered, however often it is asked for.
    if (!known) return { version: 0, ids: new Map<string, Known>() };
    // The most lately used stand last.
    streams.delete(stream);
    streams.set(stream, known);
    return known;
  };

  const add = (stream: string, events: readonly Placed[]): boolean => {
    if (events.length === 0) return true;
    const known = of(stream);
    const isOther = events.some(
      ({ id, streamVersion }) => streamVersion <= known.version && known.ids.get(id)?.version !== streamVersion,
    );
    if (isOther) return false;
    streams.set(stream, known);
    for (const { id, type, streamVersion } of events) {
      if (streamVersion !== known.version + 1) continue;
      known.ids.set(id, { version: streamVersion, type });
      known.version = streamVersion;
      held += 1;
    }
    for (const [oldest] of streams) {
      if (held <= maxEvents || oldest === stream) break;
      forget(oldest);
    }
    return true;
  };

  return {
    of,
    forget,
    replace: (stream, events) => {
      forget(stream);
      add(stream, events);
    },
    add,
  };
};

/**
 * The version of the last of these events if they are in the stream in this order; undefined if none of them is.
 * @throws EventIdReused if an id is that of another type or place, or some are there and some are not
 */
export const versionOfKnown = (
  { ids }: KnownStream,
  stream: string,
  events: readonly EncodedEvent[],
): number | undefined => {
  const found = events.map(({ id }) => ids.get(id));
  const start = found[0]?.version ?? 0;
  const same = events.every((event, n) => found[n]?.type === event.type && found[n].version === start + n);
  if (same) return found.at(-1)?.version;
  const taken = events.find((_event, n) => found[n]);
  if (taken) throw new EventIdReused(stream, taken.id);
  return undefined;
};
