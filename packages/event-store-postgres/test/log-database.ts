import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import type { NewEvent } from '@sohoi/event-store';
import type { HeldAppend } from '@sohoi/event-store/testing';
import { Pool } from 'pg';
import { migrateLog } from '../src/index.js';

/** Closes at the end of a test what was opened in it, last first. */
const openFor = (url: string): { pool: Pool; close(): Promise<void> } => {
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  return { pool, close: () => pool.end() };
};

/** A database with an empty log of today's schema. */
export const createLogDatabase = async (): Promise<{ url: string; pool: Pool; close(): Promise<void> }> => {
  const database = await createTestDatabase({
    key: 'log',
    prepare: async (url) => {
      const { pool, close } = openFor(url);
      await migrateLog(pool);
      await close();
    },
  });
  const { pool, close } = openFor(database.url);
  return { url: database.url, pool, close: () => close().then(database.drop) };
};

const APPEND = `SELECT * FROM log.append(ARRAY[$1::text], ARRAY[0], ARRAY[1], ARRAY[$1::text], ARRAY[1], ARRAY[$2::uuid],
  ARRAY[$3::text], ARRAY[$4::integer], ARRAY[$5::json], ARRAY[$6::json])`;

/** Appends the first event of a stream in a transaction that stays open. */
export const holdAppendOpen = async (
  pool: Pool,
  stream: string,
  event: NewEvent,
): Promise<HeldAppend & { backend: number }> => {
  const client = await pool.connect();
  // Its backend may be killed; a pool waits at its end for what it has lent.
  client.once('error', () => client.release(true));
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await client.query('BEGIN');
  const { id, type, schemaVersion, data, metadata } = event;
  await client.query(APPEND, [stream, id, type, schemaVersion, JSON.stringify(data), JSON.stringify(metadata)]);
  const end = async (how: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    await client.query(how);
    client.release();
  };
  return { backend: rows[0]?.pid ?? 0, finish: () => end('COMMIT'), abandon: () => end('ROLLBACK') };
};
