import { BEGINNING, recordedText } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { leafHash, treeBuilder } from '@sohoi/ledger';
import { migrateLedger, saveTiles, tilesIn } from '@sohoi/ledger-postgres';
import { createSimulatedSealer, simulatedKeys } from '@sohoi/sealing';
import { historyOf, simulatedStreams } from '@sohoi/simulation';
import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import type { Bench } from '../../../infra/bench/bench.js';
import { verifyLog } from '../src/verify-log.js';

const ROUNDS = 7;
const SIMULATION = { members: 12_000, seed: 7 } as const;

const sealer = createSimulatedSealer(simulatedKeys(SIMULATION.seed), simulatedStreams);

async function* sealed() {
  for (const batch of historyOf(SIMULATION)) {
    for (const event of batch) {
      const [kept] = await sealer.sealEvents(event.stream, [event]);
      if (kept) yield { ...event, data: kept.data };
    }
  }
}

/** The tree over the whole log, as the projection keeps it. @returns its head */
const growTree = async (pool: Pool, store: EventStore) => {
  const builder = treeBuilder();
  const client = await pool.connect();
  try {
    for await (const batch of store.readAll(BEGINNING)) {
      for (const event of batch) builder.add(leafHash(recordedText(event)));
      await saveTiles(
        client,
        builder.takeTiles().map((tile) => (tile.level === 0 ? { ...tile, after: BEGINNING } : tile)),
      );
    }
  } finally {
    client.release();
  }
  return { size: builder.size(), root: builder.root() };
};

const readAll = async (store: EventStore): Promise<number> => {
  let events = 0;
  for await (const batch of store.readAll(BEGINNING)) events += batch.length;
  return events;
};

const rateOf = async (work: () => Promise<number>): Promise<number> => {
  const start = performance.now();
  const events = await work();
  return (events * 1000) / (performance.now() - start);
};

export const verifyTheLog: Bench = {
  name: 'verify the log against its tree',
  unit: 'events/s',
  // Why it is less than was hoped for is told in docs/adr/0066-what-verifying-costs.md.
  reach: 0.35,
  against: 'reading the whole log into objects',
  run: async ({ url, progress }) => {
    const pool = new Pool({ connectionString: url, max: 2 });
    pool.on('error', () => undefined);
    await migrateLog(pool);
    await migrateLedger(pool);
    const store = createPostgresEventStore({ connectionString: url });
    await store.bulkLoad(sealed());
    await pool.query('VACUUM ANALYZE log.event');
    const head = await growTree(pool, store);
    const kept = { size: head.size, read: tilesIn(pool), heads: [{ ...head, of: 'the bench' }] };
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await rateOf(() => readAll(store)));
      ours.push(await rateOf(async () => (await verifyLog(store, kept)).events));
    }
    await store.close();
    await pool.end();
    return { ours, yardstick };
  },
};
