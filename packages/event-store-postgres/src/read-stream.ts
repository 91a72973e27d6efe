import type { RecordedEvent } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { positionOf } from './position.js';

const STREAM = `
  SELECT position, stream_version, id, type, schema_version, recorded_at, data, metadata
  FROM log.event WHERE stream = $1 AND stream_version > $2 ORDER BY stream_version LIMIT $3`;

type Row = {
  position: string;
  stream_version: number;
  id: string;
  type: string;
  schema_version: number;
  recorded_at: Date;
  data: unknown;
  metadata: RecordedEvent['metadata'];
};

/** @param limit null for all */
export const readStream = async (
  pool: Pool,
  stream: string,
  after: number,
  limit: number | null,
): Promise<readonly RecordedEvent[]> => {
  const { rows } = await pool.query<Row>({ name: 'log.stream', text: STREAM, values: [stream, after, limit] });
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    schemaVersion: row.schema_version,
    stream,
    streamVersion: row.stream_version,
    position: positionOf(row.position),
    recordedAt: row.recorded_at.toISOString(),
    data: row.data,
    metadata: row.metadata,
  }));
};
