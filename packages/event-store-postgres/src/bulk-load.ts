import { encodeAppend } from '@sohoi/event-store';
import type { EncodedEvent, NewEvent, Position } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { textArray } from './binary-array.js';
import { positionOf } from './position.js';
import { withClient } from '@sohoi/sql-migrations';

/** An event with its place; the versions of a stream come in order. */
export type BulkEvent = NewEvent & {
  readonly stream: string;
  readonly streamVersion: number;
  /**
   * When another log took it, kept as it is: an ISO 8601 instant in UTC with milliseconds, not in the future. It may be
   * before that of the event before, since another engine's clock may have gone back; absent: now, or the latest
   * instant in the log.
   */
  readonly recordedAt?: string;
};

export type BulkLoadOptions = {
  /** Called after each transaction with the number of events loaded so far. */
  readonly onProgress?: (loaded: number) => void;
};

/** An event that does not continue its stream. */
export class BulkLoadRefused extends Error {
  override readonly name = 'BulkLoadRefused';
  readonly stream: string;
  readonly streamVersion: number;
  readonly expected: number;

  constructor(stream: string, streamVersion: number, expected: number) {
    super(`version ${streamVersion} of stream ${stream} cannot be loaded; the next one is ${expected}`);
    this.stream = stream;
    this.streamVersion = streamVersion;
    this.expected = expected;
  }
}

/** An instant of recording that the log cannot have: in the future, or no instant. */
export class BulkLoadOutOfTime extends Error {
  override readonly name = 'BulkLoadOutOfTime';
  readonly recordedAt: string;

  constructor(recordedAt: string, reason: string) {
    super(`an event recorded at ${recordedAt} cannot be loaded: ${reason}`);
    this.recordedAt = recordedAt;
  }
}

const TRANSACTION = 10_000;
const CHUNK_BYTES = 1 << 18;

/** So many events are encoded before the sockets get their turn. */
const TURN = 250;

type Placed = {
  readonly stream: string;
  readonly streamVersion: number;
  readonly recordedAt: string | undefined;
  readonly encoded: EncodedEvent;
};

/** See `PostgresEventStore.bulkLoad`. One part is encoded while the one before is with the database. */
export const bulkLoad = async (
  pool: Pool,
  events: Iterable<BulkEvent> | AsyncIterable<BulkEvent>,
  { onProgress }: BulkLoadOptions = {},
): Promise<Position> => {
  let loaded = 0;
  let part: Placed[] = [];
  let loading: Promise<Position> | undefined;
  const load = async (): Promise<void> => {
    await loading;
    const whole = part;
    part = [];
    loading = loadPart(pool, whole).then((head) => {
      loaded += whole.length;
      onProgress?.(loaded);
      return head;
    });
    // Heard at the next part or at the end.
    loading.catch(() => undefined);
  };
  try {
    for await (const event of events) {
      const { stream, streamVersion, recordedAt } = event;
      const [encoded] = encodeAppend(stream, streamVersion - 1, [event]);
      if (encoded) part.push({ stream, streamVersion, recordedAt, encoded });
      if (part.length % TURN === 0) await nextTurn();
      if (part.length === TRANSACTION) await load();
    }
    // Nothing at all is loaded too, to answer with the head.
    if (part.length > 0 || !loading) await load();
  } finally {
    // Nothing goes on behind the caller's back.
    await loading?.catch(() => undefined);
  }
  return (await loading) ?? '';
};

/** Instants as ISO 8601, which sort as text; an empty log's sorts before all. */
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const LOCK_HEAD = `
  SELECT position,
         coalesce(to_char(nullif(recorded_at, '-infinity') AT TIME ZONE 'UTC', ${ISO}), '') AS recorded_at,
         to_char(date_trunc('milliseconds', clock_timestamp()) AT TIME ZONE 'UTC', ${ISO}) AS now
  FROM log.head FOR UPDATE`;

/** The head keeps the latest instant, so that appends never go back behind what was loaded. */
const MOVE_HEAD = 'UPDATE log.head SET position = $1, recorded_at = $2';

const COPY =
  'COPY log.event (position, stream, stream_version, id, type, schema_version, recorded_at, data, metadata) FROM STDIN';

const loadPart = (pool: Pool, part: readonly Placed[]): Promise<Position> =>
  withClient(pool, async (client) => {
    await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '60s'`);
    const { rows } = await client.query<Head>(LOCK_HEAD);
    const [head] = rows;
    if (!head) throw new Error('the log has no head');
    const base = Number(head.position);
    await refuseGaps(client, part);
    const instants = instantsOf(part, head);
    await copy(client, part, base, instants);
    const position = BigInt(base + part.length);
    if (instants.length > 0) await client.query(MOVE_HEAD, [position, latestOf(instants, head.recorded_at)]);
    await client.query('COMMIT');
    return positionOf(position);
  }).catch((error: unknown) => explain(pool, part, error));

type Head = { readonly position: string; readonly recorded_at: string; readonly now: string };

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const latestOf = (instants: readonly string[], before: string): string =>
  instants.reduce((latest, instant) => (instant > latest ? instant : latest), before);

/** When each was recorded; never in the future. */
const instantsOf = (part: readonly Placed[], { recorded_at: before, now }: Head): readonly string[] => {
  let latest = before;
  return part.map(({ recordedAt = now > latest ? now : latest }) => {
    if (!INSTANT.test(recordedAt)) throw new BulkLoadOutOfTime(recordedAt, 'that is no instant in UTC');
    if (recordedAt > now && recordedAt > latest) throw new BulkLoadOutOfTime(recordedAt, `it is only ${now}`);
    if (recordedAt > latest) latest = recordedAt;
    return recordedAt;
  });
};

const VERSIONS = `
  SELECT asked.stream, last.stream_version
  FROM unnest($1::text[]) AS asked (stream)
  CROSS JOIN LATERAL (SELECT stream_version FROM log.event e WHERE e.stream = asked.stream
                      ORDER BY stream_version DESC LIMIT 1) last`;

/**
 * Each stream's first version in this part follows the last one in the log, and each later one its predecessor. That a
 * stream which begins here is not there already is left to the unique index, unless `all` is asked for.
 */
const refuseGaps = async (client: PoolClient, part: readonly Placed[], all = false): Promise<void> => {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  for (const { stream, streamVersion } of part) {
    const before = last.get(stream);
    if (before === undefined) first.set(stream, streamVersion);
    else if (streamVersion !== before + 1) throw new BulkLoadRefused(stream, streamVersion, before + 1);
    last.set(stream, streamVersion);
  }
  const asked = [...first].filter(([, version]) => all || version > 1);
  if (asked.length === 0) return;
  const streams = textArray(asked.map(([stream]) => stream));
  const { rows } = await client.query<{ stream: string; stream_version: number }>(VERSIONS, [streams]);
  const standing = new Map(rows.map((row) => [row.stream, row.stream_version]));
  for (const [stream, version] of asked) {
    const expected = (standing.get(stream) ?? 0) + 1;
    if (version !== expected) throw new BulkLoadRefused(stream, version, expected);
  }
};

/** Says which version was there already when the unique index of streams refused a part. */
const explain = async (pool: Pool, part: readonly Placed[], error: unknown): Promise<never> => {
  const { constraint } = error as { constraint?: string };
  if (constraint === 'event_stream_key') await withClient(pool, (client) => refuseGaps(client, part, true));
  throw error;
};

const copy = async (
  client: PoolClient,
  part: readonly Placed[],
  base: number,
  instants: readonly string[],
): Promise<void> => {
  const out = client.query(copyFrom(COPY));
  const done = finished(out);
  // Heard below; a failure in between must not count as unheard.
  done.catch(() => undefined);
  let chunk = '';
  for (const [n, { stream, streamVersion, encoded }] of part.entries()) {
    const { id, type, schemaVersion, data, metadata } = encoded;
    chunk += `${base + n + 1}\t${escape(stream)}\t${streamVersion}\t${id}\t${type}\t${schemaVersion}\t${instants[n] ?? ''}\t${escape(data)}\t${escape(metadata)}\n`;
    if (chunk.length < CHUNK_BYTES) continue;
    if (!out.write(chunk)) await Promise.race([once(out, 'drain'), done]);
    chunk = '';
  }
  out.end(chunk);
  await done;
};

/** JSON texts and streams have no raw control characters, so the backslash alone needs escaping. */
const escape = (text: string): string => (text.includes('\\') ? text.replaceAll('\\', '\\\\') : text);
