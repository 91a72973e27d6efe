import { BEGINNING } from '@sohoi/event-store';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Bench } from '../../../infra/bench/bench.js';
import { copiedRows } from '../../../infra/bench/copied-rows.mjs';
import { admissions, createTables, openPool, rateOf } from './workload.js';

const ROUNDS = 9;
const EVENTS = 150_000;

const copyAndParse = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  const rows = await copiedRows(client.query(copyTo('COPY log.event TO STDOUT')));
  client.release();
  if (rows !== EVENTS) throw new Error(`copied ${rows} rows`);
};

const readAll = async (store: PostgresEventStore): Promise<void> => {
  let events = 0;
  for await (const batch of store.readAll(BEGINNING)) events += batch.length;
  if (events !== EVENTS) throw new Error(`read ${events} events`);
};

export const readLog: Bench = {
  name: 'read the whole log into objects',
  unit: 'events/s',
  reach: 0.8,
  against: 'COPY … TO STDOUT and JSON.parse of each row',
  run: async ({ url, progress }) => {
    const pool = openPool(url, 2);
    await createTables(pool);
    const store = createPostgresEventStore({ connectionString: url });
    await store.bulkLoad(admissions(EVENTS));
    await pool.query('VACUUM ANALYZE log.event');
    await copyAndParse(pool);
    await readAll(store);
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await rateOf(EVENTS, () => copyAndParse(pool)));
      ours.push(await rateOf(EVENTS, () => readAll(store)));
    }
    await store.close();
    await pool.end();
    return { ours, yardstick };
  },
};
