import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import { checkpoints, installReadSchema, runProjections, sharedLog } from '@sohoi/projection';
import type { Pool } from 'pg';
import type { Bench } from '../../../infra/bench/bench.js';
import { chapterStrength } from '../src/standings/chapter-strength.projection.js';
import { clusterRanking } from '../src/standings/cluster-ranking.projection.js';
import { countMasked } from '@sohoi/standings-past';
import { chaptersOf, loadHistory, openPool, rateOf, sealer, SIMULATION } from './history.js';
import { replay } from './replay.js';

const ROUNDS = 5;

const standings = [chapterStrength(countMasked(sealer.masker)), clusterRanking(countMasked(sealer.masker))];
const names = standings.map(({ name }) => name);

/** Both standings into empty tables, up to the end of the log, as the projector does it. */
const rebuild = async (pool: Pool, store: PostgresEventStore): Promise<void> => {
  const stop = new AbortController();
  const failed: string[] = [];
  const running = runProjections({
    pool,
    store: sharedLog(store),
    projections: standings,
    signal: stop.signal,
    onChange: (name, _version, state) => {
      if (state.state === 'failed') failed.push(`${name}: ${state.reason}`);
    },
  });
  const { reached } = await checkpoints(pool).waitUntil(names, await store.head(), 600_000);
  stop.abort();
  await running.ended;
  if (!reached) throw new Error(`the standings did not reach the end of the log ${failed.join('; ')}`);
};

const emptied = async (pool: Pool): Promise<void> => {
  await pool.query('DROP SCHEMA IF EXISTS read CASCADE');
  await installReadSchema(pool, standings);
};

export const rebuildStandings: Bench = {
  name: 'rebuild both standings into PostgreSQL',
  unit: 'events/s',
  // Why it is less than was hoped for is told in docs/adr/0051-what-a-rebuild-costs.md.
  reach: 0.2,
  against: 'the replay of both in memory',
  run: async ({ url, progress }) => {
    const pool = openPool(url);
    const store = createPostgresEventStore({ connectionString: url });
    const total = await loadHistory(pool, store, SIMULATION);
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      const inMemory = async (): Promise<void> => {
        const chapters = await replay(store, sealer.masker);
        if (chapters !== chaptersOf(SIMULATION)) throw new Error(`replayed ${chapters} chapters`);
      };
      yardstick.push(await rateOf(total, inMemory));
      await emptied(pool);
      ours.push(await rateOf(total, () => rebuild(pool, store)));
    }
    await store.close();
    await pool.end();
    return { ours, yardstick };
  },
};
