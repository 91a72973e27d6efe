import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
import type { AllStreamResolvedEvent, EventStoreDBClient, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { EsdbInvalidPosition, EsdbUnavailable, isInvalidPosition, isNoStream } from './errors.js';
import { decode, isSystem } from './envelope.js';
import type { Decoded } from './envelope.js';
import { positionOf } from './position.js';
import type { LogPosition } from './position.js';

/** A link of somebody's to one of our events: given as that event, or as what cannot be read. */
export type Links = 'resolve' | 'refuse';

/** One place of `$all` as it was read. */
export type Raw = { readonly at: LogPosition; readonly resolved: AllStreamResolvedEvent };

/** Milliseconds within which the next event of a page must come; the client itself would wait for ever. */
const PATIENCE_MS = 15_000;

/**
 * All of a reading that has an end.
 * @throws EsdbUnavailable if it falls silent; and what the client throws
 */
const collect = async <E>(reading: StreamingRead<E>): Promise<E[]> => {
  const events: E[] = [];
  // Unheard, an error that comes after the end would end the process.
  reading.on('error', () => undefined);
  let silent = false;
  const fallSilent = (): void => {
    silent = true;
    reading.destroy(new EsdbUnavailable(`EventStoreDB has been silent for ${PATIENCE_MS / 1000} s`));
  };
  let timer = setTimeout(fallSilent, PATIENCE_MS);
  try {
    for await (const event of reading as AsyncIterable<E>) {
      events.push(event);
      clearTimeout(timer);
      timer = setTimeout(fallSilent, PATIENCE_MS);
    }
    return events;
  } finally {
    clearTimeout(timer);
    if (silent) void reading.cancel().catch(() => undefined);
  }
};

/**
 * Events of one stream after a version, at most `limit`; none if the stream is not there. Always from the leader, since
 * what is decided on them is appended there.
 */
export const readStreamPage = async (
  client: EventStoreDBClient,
  stream: string,
  after: number,
  limit: number,
): Promise<Decoded[]> => {
  const reading = client.readStream(stream, {
    direction: FORWARDS,
    fromRevision: BigInt(after),
    maxCount: limit,
    requiresLeader: true,
  });
  try {
    return (await collect<ResolvedEvent>(reading)).flatMap(({ event }) => (event ? [decode(event)] : []));
  } catch (error) {
    if (isNoStream(error)) return [];
    throw error;
  }
};

const rawOf = (resolved: AllStreamResolvedEvent): Raw[] => {
  const original = resolved.link ?? resolved.event;
  return original ? [{ at: original.position, resolved }] : [];
};

/** Names the place at which an answer says that nothing begins there; any other error as it is. */
export const atPlace = (error: unknown, after: LogPosition | undefined): unknown =>
  after && isInvalidPosition(error) ? new EsdbInvalidPosition(positionOf(after), error) : error;

/**
 * What stands in `$all` after a place, system events and all, at most `count`.
 * @throws EsdbInvalidPosition if the place is none of this log, and the server says so
 */
export const readRaw = async (
  client: EventStoreDBClient,
  after: LogPosition | undefined,
  count: number,
  links: Links,
): Promise<Raw[]> => {
  // Reading begins at the place itself, and a link that leads nowhere has no event.
  const reading = client.readAll({
    direction: FORWARDS,
    fromPosition: after ?? START,
    maxCount: after ? count + 1 : count,
    resolveLinkTos: links === 'resolve',
  });
  try {
    const raw = (await collect(reading)).flatMap(rawOf);
    return raw.filter(({ at }) => !after || isBeyond(at, after));
  } catch (error) {
    throw atPlace(error, after);
  }
};

export const isBeyond = (at: LogPosition, after: LogPosition): boolean =>
  at.commit > after.commit || (at.commit === after.commit && at.prepare > after.prepare);

/** The event at exactly this place, if there is one; of another node than the leader, if it has it already. */
export const readRawAt = async (
  client: EventStoreDBClient,
  at: LogPosition,
  links: Links,
  requiresLeader: boolean,
): Promise<Raw | undefined> => {
  const reading = client.readAll({
    direction: FORWARDS,
    fromPosition: at,
    maxCount: 1,
    resolveLinkTos: links === 'resolve',
    requiresLeader,
  });
  try {
    const [raw] = (await collect(reading)).flatMap(rawOf);
    return raw && raw.at.commit === at.commit && raw.at.prepare === at.prepare ? raw : undefined;
  } catch (error) {
    if (isInvalidPosition(error)) return undefined;
    throw error;
  }
};

/** The event that stands there for us; undefined for the server's own. */
export const ownEvent = ({ at, resolved: { event, link } }: Raw): Decoded | undefined => {
  const original = link ?? event;
  if (!original || !event || isSystem(original)) return undefined;
  return decode(event, at);
};

const BACKWARD_PAGES = [1, 16, 256, 1024] as const;

/** Where our last event stands, however many of the server's own stand behind it. */
export const lastOwn = async (
  client: EventStoreDBClient,
  requiresLeader: boolean,
): Promise<LogPosition | undefined> => {
  let from: LogPosition | undefined;
  for (let n = 0; ; n += 1) {
    const maxCount = BACKWARD_PAGES[Math.min(n, BACKWARD_PAGES.length - 1)] ?? 1;
    const reading = client.readAll({ direction: BACKWARDS, fromPosition: from ?? END, maxCount, requiresLeader });
    const raw = (await collect(reading)).flatMap(rawOf);
    const found = raw.find(({ resolved: { event } }) => event && !isSystem(event));
    if (found) return found.at;
    const earliest = raw.at(-1);
    if (!earliest || raw.length < maxCount) return undefined;
    // Reading backwards begins before the place.
    from = earliest.at;
  }
};
