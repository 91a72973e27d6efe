import { afterEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { Pool } from 'pg';
import { postgresInbox } from '../src/postgres-inbox.js';
import type { Effects, PostgresInbox } from '../src/postgres-inbox.js';
import { example } from './examples.js';
import { inboxContract } from './inbox.contract.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const made = async (): Promise<{ inbox: PostgresInbox; pool: Pool; url: string }> => {
  const database = await createTestDatabase({ key: 'subscriber', prepare: async () => undefined });
  open.push(() => database.drop());
  const pool = new Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  open.push(() => pool.end());
  const inbox = postgresInbox(pool, 'counts');
  await inbox.prepare();
  await inbox.prepare();
  await pool.query('CREATE TABLE mark (n serial, says text NOT NULL)');
  return { inbox, pool, url: database.url };
};

inboxContract<Effects>('PostgreSQL', async () => {
  const { inbox, pool } = await made();
  return {
    inbox,
    mark: async (effects, text) => void (await effects.query('INSERT INTO mark (says) VALUES ($1)', [text])),
    marks: async () =>
      (await pool.query<{ says: string }>('SELECT says FROM mark ORDER BY n')).rows.map(({ says }) => says),
  };
});

describe('an inbox in PostgreSQL', () => {
  it('keeps subscribers apart', async () => {
    const { inbox, pool } = await made();
    const event = example(1, 'a', 1);
    await inbox.inTransaction(async (transaction) => {
      await transaction.hold([event]);
      await transaction.took([event]);
      await transaction.reached('line', '1');
    });
    const other = postgresInbox(pool, 'others');
    expect(await other.placeOf('line')).toBeUndefined();
    expect((await other.known([event])).size).toBe(0);
  });

  it('is prepared by several subscribers that start at once', async () => {
    const { pool } = await made();
    const names = ['one', 'two', 'three', 'four'];
    // From the second round on all have their connections, and begin at the same moment.
    for (const schema of ['first', 'second', 'third', 'fourth', 'fifth']) {
      await Promise.all(names.map((name) => postgresInbox(pool, name, schema).prepare()));
      expect(await postgresInbox(pool, 'one', schema).placeOf('line')).toBeUndefined();
    }
  });

  it('outlives a connection that is cut in a transaction, blames nobody, and keeps nothing of it', async () => {
    const { inbox, pool } = await made();
    const cut = (pid: number) => pool.query('SELECT pg_terminate_backend($1)', [pid]);
    const failed = await inbox
      .inTransaction(async ({ effects }) => {
        await effects.query(`INSERT INTO mark (says) VALUES ('a')`);
        const { rows } = await effects.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await cut(rows[0]?.pid ?? 0);
        await effects.query('SELECT 1');
      })
      .catch((error: unknown) => error);
    expect(inbox.passes(failed)).toBe(true);
    expect(inbox.passes(new Error('of the event itself'))).toBe(false);
    await inbox.inTransaction(
      async ({ effects }) => void (await effects.query(`INSERT INTO mark (says) VALUES ('b')`)),
    );
    expect((await pool.query('SELECT says FROM mark')).rows).toEqual([{ says: 'b' }]);
  });

  it('keeps an event whose data hold U+0000 as it came', async () => {
    const { inbox } = await made();
    const event = { ...example(1, 'a', 1), data: { note: 'a\u0000b' } };
    await inbox.inTransaction(async (transaction) => {
      await transaction.hold([event]);
      await transaction.park({ ...event, event, reason: 'a\u0000b', attempts: 1 });
    });
    expect((await inbox.deadLetters(1))[0]).toMatchObject({ event, reason: 'a\uFFFDb' });
  });

  it('does not answer when its database is gone', async () => {
    const { inbox, pool } = await made();
    const gone = postgresInbox(new Pool({ host: '127.0.0.1', port: 9, connectionTimeoutMillis: 1000 }), 'counts');
    expect([await inbox.answers(), await gone.answers()]).toEqual([true, false]);
    expect(pool.totalCount).toBeGreaterThan(0);
  });

  it('takes no schema that is not a plain name', async () => {
    const { pool } = await made();
    expect(() => postgresInbox(pool, 'counts', 'a; DROP TABLE mark')).toThrow('schema: not a plain name');
  });
});
