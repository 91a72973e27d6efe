import type { RecordedEvent } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { positionOf } from './position.js';
import { withClient } from './with-client.js';

/**
 * The events after a position, at most `size`, in order. Since positions have no gap they are a range of the primary
 * key; and since COPY is the fastest way out of PostgreSQL, they come that way.
 */
export const readPage = async (pool: Pool, after: bigint, size: number): Promise<RecordedEvent[]> => {
  const chunks = await withClient(pool, async (client) => {
    const received: Buffer[] = [];
    for await (const chunk of client.query(copyTo(pageQuery(after, size)))) received.push(chunk as Buffer);
    return received;
  });
  return parsePage(Buffer.concat(chunks).toString());
};

/** COPY takes no parameters; both are numbers. */
export const pageQuery = (after: bigint, size: number): string => `
  COPY (SELECT position, stream, stream_version, id, type, schema_version, recorded_at AT TIME ZONE 'UTC', data, metadata
        FROM log.event WHERE position > ${after} AND position <= ${after + BigInt(size)} ORDER BY position) TO STDOUT`;

const parsePage = (text: string): RecordedEvent[] => {
  const events: RecordedEvent[] = [];
  const escaped = text.includes('\\');
  const instants = instantParser();
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end);
    start = end + 1;
    const fields = line.split('\t');
    events.push(parseRow(escaped && line.includes('\\') ? fields.map(unescape) : fields, instants));
  }
  return events;
};

const parseRow = (fields: readonly string[], instant: (text: string) => string): RecordedEvent => {
  const [position, stream, streamVersion, id, type, schemaVersion, recordedAt, data, metadata] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    id,
    type,
    schemaVersion: Number(schemaVersion),
    stream,
    streamVersion: Number(streamVersion),
    position: positionOf(position),
    recordedAt: instant(recordedAt),
    data: JSON.parse(data) as unknown,
    metadata: JSON.parse(metadata) as RecordedEvent['metadata'],
  };
};

/** `2026-01-02 03:04:05.6` → `2026-01-02T03:04:05.600Z`; events of one transaction share it, so the last is kept. */
const instantParser = (): ((text: string) => string) => {
  let lastText = '';
  let lastInstant = '';
  return (text) => {
    if (text !== lastText) {
      const [seconds = '', fraction = ''] = text.split('.');
      lastInstant = `${seconds.replace(' ', 'T')}.${fraction.padEnd(3, '0')}Z`;
      lastText = text;
    }
    return lastInstant;
  };
};

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const unescape = (field: string): string =>
  field.replace(/\\(.)/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
