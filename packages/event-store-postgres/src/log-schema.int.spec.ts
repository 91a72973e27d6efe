import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createLogDatabase } from '../test/log-database.js';
import { createPostgresEventStore } from './index.js';
import type { PostgresEventStore } from './index.js';
import { pageSelect } from './read-page.js';
import { AT, STREAM } from './read-stream.js';

let pool: Pool;
let store: PostgresEventStore;
let close: () => Promise<void>;

beforeEach(async () => {
  const database = await createLogDatabase();
  ({ pool, close } = database);
  store = createPostgresEventStore({ connectionString: database.url });
});

afterEach(async () => {
  await store.close();
  await close();
});

describe('the schema of the log', () => {
  it.each([
    `UPDATE log.event SET data = '{}'`,
    `UPDATE log.event SET data = '{}' WHERE false`,
    'DELETE FROM log.event',
    'DELETE FROM log.event WHERE position = 1',
    'TRUNCATE log.event',
    'TRUNCATE log.event CASCADE',
    'DELETE FROM log.head',
    'TRUNCATE log.head',
    'UPDATE log.head SET position = position - 1',
    `UPDATE log.head SET recorded_at = recorded_at - interval '1 ms'`,
    'UPDATE log.head SET instance = gen_random_uuid()',
    `INSERT INTO log.event SELECT position, stream, stream_version, id, type, schema_version, recorded_at, '{}', metadata
     FROM log.event ON CONFLICT (position) DO UPDATE SET data = excluded.data`,
    `MERGE INTO log.event USING log.head ON event.position = head.position WHEN MATCHED THEN DELETE`,
    `SET session_replication_role = replica; DELETE FROM log.event`,
  ])('refuses %s', async (statement) => {
    await store.append('note-1', 0, newEvents(2));
    const before = await pool.query('SELECT *, data::text AS text FROM log.event, log.head');
    await expect(pool.query(statement)).rejects.toMatchObject({ code: '23001' });
    expect((await pool.query('SELECT *, data::text AS text FROM log.event, log.head')).rows).toEqual(before.rows);
  });

  it('has one head only', async () => {
    const second = `INSERT INTO log.head (single, position, recorded_at) VALUES (false, 0, now())`;
    await expect(pool.query(second)).rejects.toMatchObject({ code: '23514' });
    await expect(pool.query(second.replace('false', 'true'))).rejects.toMatchObject({ code: '23505' });
  });

  it('keeps the very text that was appended', async () => {
    const data = { z: 'Hội', a: [1.0, '\\u0041', 'ế'.normalize('NFD')], ' ': null };
    await store.append('note-1', 0, [newEvent({ data })]);
    await store.bulkLoad([{ ...newEvent({ data }), stream: 'note-1', streamVersion: 2 }]);
    const { rows } = await pool.query('SELECT data::text AS text FROM log.event ORDER BY position');
    expect(rows).toEqual([{ text: JSON.stringify(data) }, { text: JSON.stringify(data) }]);
  });

  it('answers its queries from the indexes', async () => {
    const many = Array.from({ length: 20_000 }, (_none, n) => ({
      ...newEvent(),
      stream: `note-${n % 2000}`,
      streamVersion: Math.floor(n / 2000) + 1,
    }));
    await store.bulkLoad(many);
    await pool.query('ANALYZE log.event');
    const plan = async (query: string, ...values: unknown[]): Promise<string> =>
      JSON.stringify((await pool.query(`EXPLAIN (FORMAT JSON) ${query}`, values)).rows);
    const plans = {
      event_pkey: [await plan(pageSelect(100n, 1000)), await plan(AT, ['1', '2'])],
      event_stream_key: [await plan(STREAM, 'note-1', 0, 10)],
      event_id_key: [
        await plan(
          'SELECT id FROM log.event WHERE id = ANY($1)',
          many.slice(0, 9).map(({ id }) => id),
        ),
      ],
    };
    for (const [index, texts] of Object.entries(plans)) {
      for (const text of texts) {
        expect(text).toContain(`"Index Name":"${index}"`);
        expect(text).not.toContain('Seq Scan');
      }
    }
  });
});
