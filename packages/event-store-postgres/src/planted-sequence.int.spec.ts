import type { EventStore, NewEvent } from '@sohoi/event-store';
import { contractCases } from '@sohoi/event-store/testing';
import type { HeldAppend } from '@sohoi/event-store/testing';
import { describe, expect, it } from '@jest/globals';
import type { ClientBase } from 'pg';
import { createLogDatabase } from '../test/log-database.js';
import { createPostgresEventStore } from './index.js';

const INSERT = `
  INSERT INTO log.event (position, stream, stream_version, id, type, schema_version, recorded_at, data, metadata)
  VALUES (nextval('planted'), $1, 1, $2, $3, 1, now(), '{}', '{}') RETURNING position`;

/** How many event stores number their events: by a sequence, which is asked before the commit. */
const insert = (client: Pick<ClientBase, 'query'>, stream: string, { id, type }: NewEvent) =>
  client.query<{ position: string }>(INSERT, [stream, id, type]);

const MOVE_HEAD = 'UPDATE log.head SET position = greatest(position, $1)';

describe('a log in PostgreSQL that takes positions from a sequence', () => {
  it('fails the race case of the contract', async () => {
    const { url, pool, close } = await createLogDatabase();
    await pool.query('CREATE SEQUENCE planted');
    // An append that had to connect first could come after the reader, and nothing would be overtaken.
    await Promise.all([1, 2, 3].map(() => pool.query('SELECT pg_sleep(0)')));
    const good = createPostgresEventStore({ connectionString: url });
    const append: EventStore['append'] = async (stream, _expected, [event]) => {
      if (!event) throw new Error('no event');
      const { rows } = await insert(pool, stream, event);
      await pool.query(MOVE_HEAD, [rows[0]?.position]);
      return { streamVersion: 1, position: (rows[0]?.position ?? '').padStart(20, '0'), repeated: false };
    };
    const holdAppendOpen = async (stream: string, event: NewEvent): Promise<HeldAppend> => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await insert(client, stream, event);
      const end = (how: string) => client.query(how).then(() => client.release());
      return { finish: () => end('COMMIT'), abandon: () => end('ROLLBACK') };
    };
    const store: EventStore = { ...good, append };
    const race = contractCases.filter(({ title }) => title.includes('Marten Bug_4953'));
    expect(race).toHaveLength(1);
    const run = race[0]?.run({ store, rival: store, holdAppendOpen, close: () => Promise.resolve() });
    await expect(run).rejects.toThrow('toEqual');
    await good.close();
    await close();
  });
});
