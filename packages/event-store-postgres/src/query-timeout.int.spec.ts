import { newEvents } from '@sohoi/event-store/testing';
import { afterEach, beforeEach, expect, describe, it } from '@jest/globals';
import { Pool } from 'pg';
import { createLogDatabase } from '../test/log-database.js';
import { createPostgresEventStore } from './index.js';

let log: Awaited<ReturnType<typeof createLogDatabase>>;
let pool: Pool;
const open = (queryTimeout: number) => {
  pool = new Pool({ connectionString: log.url, max: 4, query_timeout: queryTimeout }).on('error', () => undefined);
  return createPostgresEventStore({ pool });
};
beforeEach(async () => {
  log = await createLogDatabase();
});
afterEach(async () => {
  await pool.end();
  await log.close();
});

describe('a log on a pool that lets a statement take so long', () => {
  it('fails a read that has no answer by then, and can be read again', async () => {
    const store = open(500);
    await store.append('note-1', 0, newEvents(3));
    const holder = await log.pool.connect();
    await holder.query('BEGIN; LOCK TABLE log.event IN ACCESS EXCLUSIVE MODE');
    const page = store.readAll('')[Symbol.asyncIterator]().next();
    await expect(page).rejects.toThrow('Query read timeout');
    await holder.query('ROLLBACK');
    holder.release();
    let read = 0;
    for await (const batch of store.readAll('')) read += batch.length;
    expect(read).toBe(3);
    await store.close();
  });

  it('leaves no timer behind for the pages that it has read', async () => {
    const store = open(60_000);
    await store.append('note-1', 0, newEvents(3));
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    for await (const batch of store.readAll('')) expect(batch).toHaveLength(3);
    const before = timers();
    for (let n = 0; n < 20; n += 1) for await (const batch of store.readAll('')) expect(batch).toHaveLength(3);
    expect(timers()).toBeLessThan(before + 10);
    await store.close();
  });
});
