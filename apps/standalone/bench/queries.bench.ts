import 'reflect-metadata';
import { performance } from 'node:perf_hooks';
import { EventQueries } from '@sohoi/audit/module';
import { RankingQueries, StandingQueries } from '@sohoi/evaluation-service/module';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { BulkEvent } from '@sohoi/event-store-postgres';
import { ED25519, signerOf } from '@sohoi/ledger';
import { createApplication, DEFAULT_EDGES } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { checkpoints } from '@sohoi/projection';
import { ledgerStreams, projectionsWith } from '@sohoi/projector/module';
import { createSimulatedSealer, simulatedKeys } from '@sohoi/sealing';
import { historyOf } from '@sohoi/simulation';
import { createLocalJWKSet } from 'jose';
import { Pool } from 'pg';
import type { Bench } from '../../../infra/bench/bench.js';
import { migrateDatabase } from '../src/database.js';
import { standaloneModule } from '../src/standalone.module.js';

const ROUNDS = 5;
const ASKED = 500;
const SEED = 7;
/** Some 35,000 events. */
const MEMBERS = 3_000;

/** Of the simulation, so that what the log masks is what the read models count. */
const sealer = createSimulatedSealer(simulatedKeys(SEED), ledgerStreams);

/** An auditor of the whole organisation. */
const auditor: Actor = {
  id: 'bench',
  role: 'auditor',
  rights: [
    {
      rightId: '00000000-0000-5000-8000-000000000001',
      role: 'auditor',
      unitId: null,
      ...{ capture: false, sensitive: false, mayGrant: false, topics: [], from: '2020-01-01', to: null },
    },
  ],
};

async function* sealed(): AsyncGenerator<BulkEvent> {
  for (const batch of historyOf({ members: MEMBERS, seed: SEED })) {
    for (const event of batch) {
      const [kept] = await sealer.sealEvents(event.stream, [event]);
      if (kept) yield { ...event, data: kept.data };
    }
  }
}

type Asked = {
  readonly pool: Pool;
  readonly get: <T extends object>(queries: abstract new (...of: never[]) => T) => T;
};

/** The services on the read models of a simulated union, as they run in earnest. */
const openUnion = async (url: string): Promise<Asked & { readonly close: () => Promise<void> }> => {
  const pool = new Pool({ connectionString: url, max: 8 });
  pool.on('error', () => undefined);
  await migrateDatabase(pool);
  const store = createPostgresEventStore({ pool });
  await store.bulkLoad(sealed());
  const projections = projectionsWith({ sealer, personKeys: { destroyIn: () => Promise.resolve() } });
  const module = standaloneModule({
    ...{ store, sealer, pool, projectorPool: pool, projections, databaseUrl: url },
    identity: { issuer: 'bench', audience: 'bench', keys: createLocalJWKSet({ keys: [] }) },
    signing: { signer: signerOf('bench', ED25519, new Uint8Array(32)), every: 60_000 },
    readiness: [],
    queryConnections: 4,
  });
  const app = await createApplication(module, false, DEFAULT_EDGES);
  await app.init();
  const names = projections.map(({ name }) => name);
  const { reached } = await checkpoints(pool).waitUntil(names, await store.head(), 300_000);
  if (!reached) throw new Error('the read models do not reach the end of the log');
  await pool.query('VACUUM ANALYZE');
  return {
    pool,
    get: (queries) => app.get(queries, { strict: false }),
    close: async () => {
      await app.close();
      await store.close();
      await pool.end();
    },
  };
};

/** Milliseconds that 99 of 100 take at most, asked one after the other about each of the ids in turn. */
const p99 = async (ids: readonly string[], ask: (id: string) => Promise<unknown>): Promise<number> => {
  const took: number[] = [];
  for (let n = 0; n < ASKED; n += 1) {
    const start = performance.now();
    await ask(ids[n % ids.length] ?? '');
    took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b)[Math.ceil(ASKED * 0.99) - 1] ?? NaN;
};

type Question = {
  readonly name: string;
  readonly reach: number;
  readonly against: string;
  /** Of what is asked: a SELECT of ids. */
  readonly ids: string;
  readonly ask: (union: Asked) => (id: string) => Promise<unknown>;
  /** With the id as its parameter. */
  readonly select: string;
};

const queryBench = ({ name, reach, against, ids: of, ask, select }: Question): Bench => ({
  ...{ name, unit: 'ms', reach, atMost: true, against },
  run: async ({ url, progress }) => {
    const union = await openUnion(url);
    const ids = (await union.pool.query<{ id: string }>(of)).rows.map(({ id }) => id);
    if (ids.length === 0) throw new Error(`there is nothing to ask for: ${of}`);
    const asked = ask(union);
    const plain = (id: string) => union.pool.query(select, [id]);
    await p99(ids, asked);
    await p99(ids, plain);
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await p99(ids, plain));
      ours.push(await p99(ids, asked));
    }
    await union.close();
    return { ours, yardstick };
  },
});

export const chapterQuery = queryBench({
  name: 'the standing of a chapter with its explanation, p99',
  reach: 2,
  against: 'one indexed SELECT of its row',
  ids: 'SELECT DISTINCT chapter_id AS id FROM read.chapter_strength WHERE current ORDER BY 1',
  ask: ({ get }) => {
    const queries = get(StandingQueries);
    return (id) => queries.one(auditor, id, {});
  },
  select:
    'SELECT * FROM read.chapter_strength WHERE chapter_id = $1 AND current ORDER BY period_code DESC, period_id LIMIT 1',
});

export const clusterQuery = queryBench({
  name: 'the ranking of a cluster with its explanations, p99',
  reach: 2,
  against: 'one indexed SELECT of its row',
  ids: 'SELECT DISTINCT cluster_id AS id FROM read.cluster_ranking WHERE current ORDER BY 1',
  ask: ({ get }) => {
    const queries = get(RankingQueries);
    return (id) => queries.one(auditor, id, {});
  },
  select:
    'SELECT * FROM read.cluster_ranking WHERE cluster_id = $1 AND current ORDER BY period_code DESC, period_id LIMIT 1',
});

export const historyQuery = queryBench({
  name: 'the first 50 events of a chapter, p99',
  reach: 2,
  against: 'one indexed SELECT of 50 rows of the index of events',
  ids: `SELECT id FROM read.units WHERE kind = 'chapter' ORDER BY 1`,
  ask: ({ get }) => {
    const queries = get(EventQueries);
    return (unit) => queries.list(auditor, { unit, limit: 50 });
  },
  select: 'SELECT * FROM read.event_unit WHERE body_id = $1 ORDER BY position LIMIT 50',
});
