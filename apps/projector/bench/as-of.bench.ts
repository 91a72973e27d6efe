import { performance } from 'node:perf_hooks';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import { checkpoints, installReadSchema, runProjections, sharedLog } from '@sohoi/projection';
import { chapterPart, chapterResult, clusterPart, clusterResult } from '@sohoi/standings';
import { countMasked, partAsOf } from '@sohoi/standings-past';
import type { Ask } from '@sohoi/standings-past';
import type { Pool } from 'pg';
import type { Bench } from '../../../infra/bench/bench.js';
import { eventsByUnit } from '../src/events-by-unit.projection.js';
import { chapterSnapshots, clusterSnapshots } from '../src/standings/snapshots.projection.js';
import { loadHistory, openPool, sealer } from './history.js';

/**
 * A union as large as one province. At 20 million events, of which snapshots are 500,000 apart, a province has some
 * 15,000 events between two of them: here the snapshots are as far apart as to leave that many on average.
 */
const A_PROVINCE = { members: 21_000, chapters: 2_600, seed: 7 };
const SPAN = { events: 30_000, rules: 500 };

const ROUNDS = 5;
const lift = countMasked(sealer.masker);
const snapshots = { chapter: chapterSnapshots(lift, SPAN), cluster: clusterSnapshots(lift, SPAN) };

type Past = {
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  readonly ask: Ask;
  readonly chapterIds: readonly string[];
  readonly clusterIds: readonly string[];
  /** Any positions of the log but the first tenth of it. */
  readonly moment: () => string;
  readonly close: () => Promise<void>;
};

const idsOf = async (pool: Pool, type: string, key: string): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ id: string }>('SELECT data ->> $2 AS id FROM log.event WHERE type = $1', [
    type,
    key,
  ]);
  return rows.map(({ id }) => id);
};

const openPast = async (url: string, kind: keyof typeof snapshots): Promise<Past> => {
  const projections = [eventsByUnit, snapshots[kind]];
  const pool = openPool(url);
  const store = createPostgresEventStore({ connectionString: url });
  const total = await loadHistory(pool, store, A_PROVINCE);
  await installReadSchema(pool, projections);
  const stop = new AbortController();
  const running = runProjections({ pool, store: sharedLog(store), projections, signal: stop.signal });
  const names = projections.map(({ name }) => name);
  const { reached } = await checkpoints(pool).waitUntil(names, await store.head(), 600_000);
  const status = await running.status();
  stop.abort();
  await running.ended;
  if (!reached) throw new Error(`the snapshots did not reach the end of the log: ${JSON.stringify(status)}`);
  await pool.query('ANALYZE');
  let n = 0;
  return {
    pool,
    store,
    ask: async <Row extends object>(sql: string, values: readonly unknown[]) =>
      (await pool.query<Row>(sql, [...values])).rows,
    chapterIds: await idsOf(pool, 'ChapterEstablished', 'chapterId'),
    clusterIds: await idsOf(pool, 'ClusterFormed', 'clusterId'),
    // Spread evenly, without a pattern.
    moment: () => String(Math.floor(total * (0.1 + ((0.9 * ((n += 1) * 0.618033)) % 0.9)))).padStart(20, '0'),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
};

const chaptersAt = async ({ ask, store }: Past, ownerIds: readonly string[], position: string): Promise<number> => {
  const start = performance.now();
  const { state } = await partAsOf(ask, { store, lift }, 'chapter', chapterPart, { ownerIds, position });
  let rated = 0;
  for (const periodId of state.rulebook.periods.keys()) {
    for (const id of ownerIds) if (chapterResult(state, id, periodId)) rated += 1;
  }
  if (rated === 0 && ownerIds.length > 1) throw new Error(`nobody is rated at ${position}`);
  return performance.now() - start;
};

const clusterAt = async ({ ask, store, clusterIds }: Past, position: string): Promise<number> => {
  const start = performance.now();
  const asked = { ownerIds: clusterIds, position };
  const { state } = await partAsOf(ask, { store, lift }, 'cluster', clusterPart, asked);
  for (const periodId of state.rulebook.periods.keys()) {
    for (const id of clusterIds) clusterResult(state, id, periodId);
  }
  return performance.now() - start;
};

const percentile = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? NaN;

type Timed = {
  readonly name: string;
  readonly kind: keyof typeof snapshots;
  readonly limit: number;
  readonly times: number;
  readonly once: (past: Past, n: number) => Promise<number>;
};

const timed = ({ name, kind, limit, times, once }: Timed): Bench => ({
  name: `${name} as of a moment, p99`,
  unit: 'ms',
  reach: 1,
  atMost: true,
  against: `${limit} ms`,
  run: async ({ url, progress }) => {
    const past = await openPast(url, kind);
    const ours: number[] = [];
    await once(past, 0);
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      const each: number[] = [];
      for (let n = 0; n < times; n += 1) each.push(await once(past, n));
      ours.push(percentile(each));
    }
    await past.close();
    return { ours, yardstick: ours.map(() => limit) };
  },
});

export const chapterAsOf = timed({
  ...{ name: 'strength of a chapter', kind: 'chapter', limit: 50, times: 400 },
  once: (past, n) => chaptersAt(past, [past.chapterIds[(n * 997) % past.chapterIds.length] ?? ''], past.moment()),
});

export const provinceAsOf = timed({
  ...{ name: 'strength of all chapters of a province', kind: 'chapter', limit: 2000, times: 10 },
  once: (past) => chaptersAt(past, past.chapterIds, past.moment()),
});

export const clusterAsOf = timed({
  ...{ name: 'ranking of all clusters', kind: 'cluster', limit: 2000, times: 20 },
  once: (past) => clusterAt(past, past.moment()),
});
