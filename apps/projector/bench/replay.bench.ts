import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Bench } from '../../../infra/bench/bench.js';
import { copiedRows } from '../../../infra/bench/copied-rows.mjs';
import { chaptersOf, keysAskedFor, loadHistory, openPool, rateOf, sealer, SIMULATION } from './history.js';
import { replay } from './replay.js';

const ROUNDS = 9;

const copyAndParse = async (pool: Pool, expected: number): Promise<void> => {
  const client = await pool.connect();
  const rows = await copiedRows(client.query(copyTo('COPY log.event TO STDOUT')));
  client.release();
  if (rows !== expected) throw new Error(`copied ${rows} rows instead of ${expected}`);
};

const replayChapters = async (store: PostgresEventStore): Promise<void> => {
  const before = keysAskedFor();
  const chapters = await replay(store, sealer.masker);
  if (keysAskedFor() > before) throw new Error('a replay asked for keys of persons');
  if (chapters !== chaptersOf(SIMULATION)) throw new Error(`replayed ${chapters} chapters`);
};

export const replayStandings: Bench = {
  name: 'replay both standings in memory, over a sealed log',
  unit: 'events/s',
  reach: 0.6,
  against: 'COPY … TO STDOUT and JSON.parse of each row',
  run: async ({ url, progress }) => {
    const pool = openPool(url);
    const store = createPostgresEventStore({ connectionString: url });
    const total = await loadHistory(pool, store, SIMULATION);
    await copyAndParse(pool, total);
    await replayChapters(store);
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await rateOf(total, () => copyAndParse(pool, total)));
      ours.push(await rateOf(total, () => replayChapters(store)));
    }
    await store.close();
    await pool.end();
    return { ours, yardstick };
  },
};
