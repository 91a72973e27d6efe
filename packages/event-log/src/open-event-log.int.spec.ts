import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { newEvents } from '@sohoi/event-store/testing';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { BadEventStore, openEventLog } from './index.js';

let pool: Pool;
let drop: () => Promise<void>;

beforeEach(async () => {
  const database = await createTestDatabase({ key: 'empty', prepare: () => Promise.resolve() });
  pool = new Pool({ connectionString: database.url });
  drop = () => pool.end().then(database.drop);
});

afterEach(() => drop());

describe('the log', () => {
  it.each([undefined, ''])('is in PostgreSQL where EVENT_STORE is %j, its schema made', async (address) => {
    const log = await openEventLog({ pool, address });
    expect(log.engine).toBe('PostgreSQL');
    await log.store.append('note-1', 0, newEvents(1));
    expect((await pool.query('SELECT 1 FROM log.event')).rowCount).toBe(1);
    await log.close();
  });

  it('is in EventStoreDB where EVENT_STORE says so, and nothing of it in PostgreSQL', async () => {
    const server = await startEsdbServer();
    const log = await openEventLog({ pool, address: server.connectionString });
    expect(log.engine).toBe('EventStoreDB');
    await log.store.append('note-1', 0, newEvents(1));
    expect(server.log.stream('note-1')).toHaveLength(1);
    const { rows } = await pool.query(`SELECT to_regclass('log.event') AS it`);
    expect(rows).toEqual([{ it: null }]);
    await log.close();
    await server.stop();
  });

  it.each(['kafka://u:secret@host', 'localhost:2113', 'postgresql://u:secret@host/db'])(
    'is nowhere at %s, which is said without what stands behind the scheme',
    async (address) => {
      const refused = await openEventLog({ pool, address }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(BadEventStore);
      expect(String(refused)).toMatch(/EVENT_STORE takes esdb:\/\//);
      expect(String(refused)).not.toContain('secret');
    },
  );
});
