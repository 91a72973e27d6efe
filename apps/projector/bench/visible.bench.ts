import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import { checkpoints, installReadSchema, runProjections } from '@sohoi/projection';
import { createMemoryPersonKeys } from '@sohoi/sealing';
import type { Pool } from 'pg';
import type { Bench } from '../../../infra/bench/bench.js';
import { projectionsWith } from '../src/projections.js';
import { loadHistory, openPool, sealer } from './history.js';

const ROUNDS = 5;
const A_SECOND = 500;
const EVENTS = A_SECOND * 6;
const LIMIT_MS = 250;

/** A small commune's union; what happens to its members now comes on top. */
const BEFORE = { members: 2_000, seed: 7 };

type Waiting = { readonly position: string; readonly since: number };

const members = async (pool: Pool): Promise<{ stream: string; version: number; data: Record<string, unknown> }[]> => {
  const { rows } = await pool.query<{ stream: string; version: number; data: Record<string, unknown> }>(`
    SELECT DISTINCT ON (paid.stream) paid.stream, last.stream_version AS version, paid.data
      FROM log.event paid
      CROSS JOIN LATERAL (SELECT stream_version FROM log.event e WHERE e.stream = paid.stream
                          ORDER BY stream_version DESC LIMIT 1) last
     WHERE paid.type = 'DuesRecorded'`);
  return rows;
};

/** Milliseconds from the append until every read model shows it, by one who looks every few milliseconds. */
const visibleAfter = async (
  pool: Pool,
  store: PostgresEventStore,
  names: readonly string[],
  failed: AbortSignal,
): Promise<number[]> => {
  const { positionOf } = checkpoints(pool);
  const of = await members(pool);
  const waiting: Waiting[] = [];
  const seen: number[] = [];
  let appended = 0;
  const look = async (): Promise<void> => {
    while (seen.length < EVENTS) {
      failed.throwIfAborted();
      const position = await positionOf(names);
      const now = performance.now();
      for (let n = waiting.length - 1; n >= 0; n -= 1) {
        const one = waiting[n];
        if (!one || one.position > position) continue;
        seen.push(now - one.since);
        waiting.splice(n, 1);
      }
      await delay(2);
    }
  };
  const append = async (n: number): Promise<void> => {
    const since = performance.now();
    const one = of[n % of.length];
    if (!one) throw new Error('there are no members');
    one.version += 1;
    const { memberId, chapterId, unitId } = one.data;
    const data = { memberId, chapterId, unitId, regular: n % 2 === 0, at: '2026-01-15' };
    const metadata = {
      actor: 'a',
      role: 'commune-cadre',
      correlationId: randomUUID(),
      causationId: null,
      commandHash: '',
    };
    const event = { id: randomUUID(), type: 'RegularParticipationRecorded', schemaVersion: 1, data, metadata };
    const { position } = await store.append(one.stream, one.version - 1, [event]);
    waiting.push({ position, since });
  };
  const looking = look();
  const start = performance.now();
  const appends: Promise<void>[] = [];
  while (appended < EVENTS) {
    const due = Math.min(EVENTS, Math.floor(((performance.now() - start) / 1000) * A_SECOND));
    for (; appended < due; appended += 1) appends.push(append(appended));
    await delay(2);
  }
  await Promise.all(appends);
  await looking;
  return seen.sort((a, b) => a - b);
};

export const visibleInReadModels: Bench = {
  name: `append to visible in every read model at ${A_SECOND} events/s, p99`,
  unit: 'ms',
  reach: 1,
  atMost: true,
  against: `${LIMIT_MS} ms`,
  run: async ({ url, progress }) => {
    const pool = openPool(url);
    const store = createPostgresEventStore({ connectionString: url });
    await loadHistory(pool, store, BEFORE);
    const keys = createMemoryPersonKeys();
    const projections = projectionsWith({ sealer, personKeys: { destroyIn: (_client, ids) => keys.destroy(ids) } });
    const names = projections.map(({ name }) => name);
    await installReadSchema(pool, projections);
    const stop = new AbortController();
    const failed = new AbortController();
    const running = runProjections({
      pool: openPool(url),
      store,
      projections,
      signal: stop.signal,
      onChange: (name, _version, state) => {
        if (state.state === 'failed') failed.abort(new Error(`${name}: ${state.reason}`));
      },
    });
    const { reached } = await checkpoints(pool).waitUntil(names, await store.head(), 120_000);
    if (!reached) throw new Error(`the read models do not catch up: ${JSON.stringify(await running.status())}`);
    const ours: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      const sorted = await visibleAfter(pool, store, names, failed.signal);
      ours.push(sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN);
    }
    stop.abort();
    await running.ended;
    await store.close();
    await pool.end();
    return { ours, yardstick: ours.map(() => LIMIT_MS) };
  },
};
