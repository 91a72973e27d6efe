import type { Position, RecordedEvent } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { isPosition, numberOf, positionOf } from './position.js';

const COLUMNS = 'stream, position, stream_version, id, type, schema_version, recorded_at, data, metadata';

export const STREAM = `
  SELECT ${COLUMNS} FROM log.event WHERE stream = $1 AND stream_version > $2 ORDER BY stream_version LIMIT $3`;

export const AT = `SELECT ${COLUMNS} FROM log.event WHERE position = ANY($1::bigint[]) ORDER BY position`;

type Row = {
  stream: string;
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
  return rows.map(eventOf);
};

export const readAt = async (pool: Pool, positions: readonly Position[]): Promise<readonly RecordedEvent[]> => {
  const numbers = positions.filter(isPosition).map(numberOf).map(String);
  const { rows } = await pool.query<Row>({ name: 'log.at', text: AT, values: [numbers] });
  return rows.map(eventOf);
};

const eventOf = (row: Row): RecordedEvent => ({
  id: row.id,
  type: row.type,
  schemaVersion: row.schema_version,
  stream: row.stream,
  streamVersion: row.stream_version,
  position: positionOf(row.position),
  recordedAt: row.recorded_at.toISOString(),
  data: row.data,
  metadata: row.metadata,
});
