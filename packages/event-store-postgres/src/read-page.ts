import { finished } from 'node:stream/promises';
import type { RecordedEvent } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { DIGITS } from './position.js';
import { withClient } from '@sohoi/sql-migrations';

/**
 * The events after a position, at most `size`, as the bytes of COPY: since positions have no gap they are a range of
 * the primary key, and COPY is the fastest way out of PostgreSQL.
 */
export const readPage = async (pool: Pool, after: bigint, size: number): Promise<Buffer> =>
  withClient(pool, async (client) => {
    const chunks: Buffer[] = [];
    const rows = client.query(copyTo(`COPY (${pageSelect(after, size)}) TO STDOUT`));
    // A page has its bounds, so nothing is held back; an iteration would cost a turn of the loop for each chunk.
    rows.on('data', (chunk: Buffer) => chunks.push(chunk));
    try {
      await finished(rows);
    } finally {
      // Where the pool has a `query_timeout`, `pg` sets its timer through this, and the stream never says that it is over.
      (rows as { callback?: () => void }).callback?.();
    }
    return Buffer.concat(chunks);
  });

/** COPY takes no parameters; both are numbers. */
export const pageSelect = (after: bigint, size: number): string => `
  SELECT position, stream, stream_version, id, type, schema_version, recorded_at AT TIME ZONE 'UTC', data, metadata
  FROM log.event WHERE position > ${after} AND position <= ${after + BigInt(size)} ORDER BY position`;

/**
 * The events of a page in batches of at most `size`, parsed only when asked for: few objects at a time die young,
 * which the garbage collector hardly notices. Row by row out of the bytes, since a text of the whole page would stay
 * in memory as long as a single id cut from it.
 */
export function* parsePage(bytes: Buffer, size: number): Generator<RecordedEvent[]> {
  const escaped = bytes.includes(BACKSLASH);
  const instant = memo(instantOf);
  for (let start = 0; start < bytes.length;) {
    const events: RecordedEvent[] = [];
    while (start < bytes.length && events.length < size) {
      const end = bytes.indexOf(NEWLINE, start);
      const line = bytes.toString('utf8', start, end);
      start = end + 1;
      const fields = line.split('\t');
      events.push(parseRow(escaped && line.includes('\\') ? fields.map(unescape) : fields, instant));
    }
    yield events;
  }
}

const NEWLINE = 10;
const BACKSLASH = 92;

const parseRow = (fields: readonly string[], instant: (text: string) => string): RecordedEvent => ({
  id: fields[3] as string,
  type: fields[4] as string,
  schemaVersion: Number(fields[5]),
  stream: fields[1] as string,
  streamVersion: Number(fields[2]),
  position: (fields[0] as string).padStart(DIGITS, '0'),
  recordedAt: instant(fields[6] as string),
  data: JSON.parse(fields[7] as string) as unknown,
  metadata: JSON.parse(fields[8] as string) as RecordedEvent['metadata'],
});

/** Events of one transaction share the instant, so the last one is kept. */
const memo = <T>(parse: (text: string) => T): ((text: string) => T) => {
  let last: { text: string; value: T } | undefined;
  return (text) => {
    if (text !== last?.text) last = { text, value: parse(text) };
    return last.value;
  };
};

/** `2026-01-02 03:04:05.6` → `2026-01-02T03:04:05.600Z` */
const instantOf = (text: string): string => {
  const [seconds = '', fraction = ''] = text.split('.');
  return `${seconds.replace(' ', 'T')}.${fraction.padEnd(3, '0')}Z`;
};

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const unescape = (field: string): string =>
  field.replace(/\\(.)/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
