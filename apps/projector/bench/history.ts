import { performance } from 'node:perf_hooks';
import { migrateLog } from '@sohoi/event-store-postgres';
import type { BulkEvent, PostgresEventStore } from '@sohoi/event-store-postgres';
import { migrateLedger } from '@sohoi/ledger-postgres';
import { createSimulatedSealer, simulatedKeys } from '@sohoi/sealing';
import { historyOf, nationOf } from '@sohoi/simulation';
import type { Simulation } from '@sohoi/simulation';
import { Pool } from 'pg';
import { ledgerStreams } from '../src/streams.js';

/** Some 210,000 events, of chapters as large as the country's are on average. */
export const SIMULATION: Simulation = { members: 18_000, seed: 7 };

export const chaptersOf = (simulation: Simulation): number => nationOf(simulation).chapters;

/** Keys that count how often anybody asks for them, to seal or to open something. */
const keys = simulatedKeys(SIMULATION.seed);
let asked = 0;
export const sealer = createSimulatedSealer(
  {
    ...keys,
    keyOf: (personId) => {
      asked += 1;
      return keys.keyOf(personId);
    },
  },
  ledgerStreams,
);
export const keysAskedFor = (): number => asked;

/** As the log keeps it: sealed and masked. */
async function* sealed(simulation: Simulation): AsyncGenerator<BulkEvent> {
  for (const batch of historyOf(simulation)) {
    for (const event of batch) {
      const [kept] = await sealer.sealEvents(event.stream, [event]);
      if (kept) yield { ...event, data: kept.data };
    }
  }
}

/** Fills an empty database's log. @returns how many events are in it */
export const loadHistory = async (pool: Pool, store: PostgresEventStore, simulation: Simulation): Promise<number> => {
  await migrateLog(pool);
  await migrateLedger(pool);
  await store.bulkLoad(sealed(simulation));
  await pool.query('VACUUM ANALYZE log.event');
  return Number(await store.head());
};

export const openPool = (url: string): Pool => {
  const pool = new Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  return pool;
};

/** Per second of the work. */
export const rateOf = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (count * 1000) / (performance.now() - start);
};
