import { pipeline } from 'node:stream/promises';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { BulkEvent } from '@sohoi/event-store-postgres';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Bench } from '../../../infra/bench/bench.js';
import { admissions, createTables, openPool, rateOf } from './workload.js';

const ROUNDS = 5;
const EVENTS = 120_000;

/** Rows in the form that COPY takes, in pieces of a thousand, made before the clock starts. */
const copyRows = (events: readonly BulkEvent[], firstPosition: number): Buffer[] => {
  const rows = events.map(({ stream, id, type, data, metadata }, n) =>
    [
      firstPosition + n,
      stream,
      1,
      id,
      type,
      1,
      '2023-06-15 00:00:00+00',
      JSON.stringify(data),
      JSON.stringify(metadata),
    ].join('\t'),
  );
  return Array.from({ length: Math.ceil(rows.length / 1000) }, (_none, n) =>
    Buffer.from(`${rows.slice(n * 1000, (n + 1) * 1000).join('\n')}\n`),
  );
};

const copy = async (pool: Pool, rows: readonly Buffer[]): Promise<void> => {
  const client = await pool.connect();
  await pipeline(rows, client.query(copyFrom('COPY yardstick FROM STDIN')));
  client.release();
};

export const bulkLoad: Bench = {
  name: 'bulk load',
  unit: 'events/s',
  reach: 0.7,
  against: 'COPY of the same rows, ready made, into the same table and indexes',
  run: async ({ url, progress }) => {
    const pool = openPool(url, 2);
    await createTables(pool);
    const store = createPostgresEventStore({ connectionString: url });
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      const events = admissions(EVENTS);
      const rows = copyRows(events, (round - 1) * EVENTS + 1);
      yardstick.push(await rateOf(EVENTS, () => copy(pool, rows)));
      ours.push(await rateOf(EVENTS, () => store.bulkLoad(events)));
    }
    await store.close();
    await pool.end();
    return { ours, yardstick };
  },
};
