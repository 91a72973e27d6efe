import { encodeAppend } from '@sohoi/event-store';
import type { EncodedEvent, NewEvent, Position } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { textArray } from './binary-array.js';
import { positionOf } from './position.js';
import { withClient } from './with-client.js';

/** An event with its place; the versions of a stream come in order. */
export type BulkEvent = NewEvent & { readonly stream: string; readonly streamVersion: number };

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

const TRANSACTION = 50_000;
const CHUNK_BYTES = 1 << 18;

type Placed = { readonly stream: string; readonly streamVersion: number; readonly encoded: EncodedEvent };

/** See `PostgresEventStore.bulkLoad`. */
export const bulkLoad = async (
  pool: Pool,
  events: Iterable<BulkEvent> | AsyncIterable<BulkEvent>,
  { onProgress }: BulkLoadOptions = {},
): Promise<Position> => {
  let loaded = 0;
  let head: Position = '';
  let part: Placed[] = [];
  const load = async (): Promise<void> => {
    head = await loadPart(pool, part);
    loaded += part.length;
    part = [];
    onProgress?.(loaded);
  };
  for await (const event of events) {
    const { stream, streamVersion } = event;
    const [encoded] = encodeAppend(stream, streamVersion - 1, [event]);
    if (encoded) part.push({ stream, streamVersion, encoded });
    if (part.length === TRANSACTION) await load();
  }
  if (part.length > 0 || loaded === 0) await load();
  return head;
};

const LOCK_HEAD = `
  SELECT position, greatest(recorded_at, date_trunc('milliseconds', clock_timestamp()))::text AS recorded_at
  FROM log.head FOR UPDATE`;

const MOVE_HEAD = 'UPDATE log.head SET position = $1, recorded_at = $2';

const COPY =
  'COPY log.event (position, stream, stream_version, id, type, schema_version, recorded_at, data, metadata) FROM STDIN';

const loadPart = (pool: Pool, part: readonly Placed[]): Promise<Position> =>
  withClient(pool, async (client) => {
    await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '60s'`);
    const { rows } = await client.query<{ position: string; recorded_at: string }>(LOCK_HEAD);
    const { position: base, recorded_at: recordedAt } = rows[0] ?? { position: '0', recorded_at: 'now' };
    await refuseGaps(client, part);
    await copy(client, part, Number(base), recordedAt);
    const position = BigInt(base) + BigInt(part.length);
    if (part.length > 0) await client.query(MOVE_HEAD, [position, recordedAt]);
    await client.query('COMMIT');
    return positionOf(position);
  });

const VERSIONS = `
  SELECT asked.stream, last.stream_version
  FROM unnest($1::text[]) AS asked (stream)
  CROSS JOIN LATERAL (SELECT stream_version FROM log.event e WHERE e.stream = asked.stream
                      ORDER BY stream_version DESC LIMIT 1) last`;

/** Each stream's first version in this part follows the last one in the log, and each later one its predecessor. */
const refuseGaps = async (client: PoolClient, part: readonly Placed[]): Promise<void> => {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  for (const { stream, streamVersion } of part) {
    const before = last.get(stream);
    if (before === undefined) first.set(stream, streamVersion);
    else if (streamVersion !== before + 1) throw new BulkLoadRefused(stream, streamVersion, before + 1);
    last.set(stream, streamVersion);
  }
  const streams = [...first.keys()];
  const { rows } = await client.query<{ stream: string; stream_version: number }>(VERSIONS, [textArray(streams)]);
  const standing = new Map(rows.map((row) => [row.stream, row.stream_version]));
  for (const [stream, version] of first) {
    const expected = (standing.get(stream) ?? 0) + 1;
    if (version !== expected) throw new BulkLoadRefused(stream, version, expected);
  }
};

const copy = async (client: PoolClient, part: readonly Placed[], base: number, recordedAt: string): Promise<void> => {
  const out = client.query(copyFrom(COPY));
  const done = finished(out);
  // Heard below; a failure in between must not count as unheard.
  done.catch(() => undefined);
  let chunk = '';
  for (const [n, { stream, streamVersion, encoded }] of part.entries()) {
    const { id, type, schemaVersion, data, metadata } = encoded;
    chunk += `${base + n + 1}\t${escape(stream)}\t${streamVersion}\t${id}\t${type}\t${schemaVersion}\t${recordedAt}\t${escape(data)}\t${escape(metadata)}\n`;
    if (chunk.length < CHUNK_BYTES) continue;
    if (!out.write(chunk)) await Promise.race([once(out, 'drain'), done]);
    chunk = '';
  }
  out.end(chunk);
  await done;
};

/** JSON texts and streams have no raw control characters, so the backslash alone needs escaping. */
const escape = (text: string): string => (text.includes('\\') ? text.replaceAll('\\', '\\\\') : text);
