import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase } from './testing.js';

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('a test database', () => {
  it('is a clone of its template, which is prepared once', async () => {
    let prepared = 0;
    const template = {
      key: 'clone-spec',
      prepare: async (url: string) => {
        prepared += 1;
        await query(url, 'CREATE TABLE t AS SELECT 1 AS n');
      },
    };
    const databases = await Promise.all([1, 2, 3].map(() => createTestDatabase(template)));
    for (const { url } of databases) expect(await query(url, 'UPDATE t SET n = n + 1 RETURNING n')).toEqual([{ n: 2 }]);
    expect(prepared).toBe(1);
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('is gone after drop, even if someone is still connected', async () => {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow('does not exist');
    await expect(client.query('SELECT 1')).rejects.toThrow();
  });

  it('is prepared anew if its preparation failed', async () => {
    const failing = { key: 'failing-spec', prepare: () => Promise.reject(new Error('half done')) };
    await expect(createTestDatabase(failing)).rejects.toThrow('half done');
    const database = await createTestDatabase({ ...failing, prepare: () => Promise.resolve() });
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.drop();
  });
});
