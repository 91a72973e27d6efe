import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import type { EventStore } from '@sohoi/event-store';
import { ED25519, signerOf } from '@sohoi/ledger';
import { migrateLedger } from '@sohoi/ledger-postgres';
import { checkpoints, installReadSchema, runProjections } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import { Pool } from 'pg';
import { createMemoryPersonKeys, createMemorySecrets, createSealer } from '@sohoi/sealing';
import { createNotary } from '../src/ledger/notary.js';
import type { Notary } from '../src/ledger/notary.js';
import { projectionsWith } from '../src/projections.js';
import { ledgerStreams } from '../src/streams.js';

const keys = createMemoryPersonKeys();
export const sealer = createSealer({ personKeys: keys, secrets: createMemorySecrets(), streams: ledgerStreams });

export const projections = projectionsWith({ sealer, personKeys: { destroyIn: (_client, ids) => keys.destroy(ids) } });

export const notaryOf = (pool: Pool): Notary =>
  createNotary({ pool, signer: signerOf('sohoi.test/so', ED25519, new Uint8Array(32).fill(1)), every: 100 });

export type ReadSide = {
  readonly url: string;
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  readonly close: () => Promise<void>;
};

const prepared = {
  key: 'projector specs',
  prepare: async (url: string): Promise<void> => {
    const pool = new Pool({ connectionString: url });
    await migrateLog(pool);
    await migrateLedger(pool);
    await installReadSchema(pool, projections);
    await pool.end();
  },
};

/** A database of its own with an empty log and empty read models. */
export const openReadSide = async (): Promise<ReadSide> => {
  const database = await createTestDatabase(prepared);
  const pool = new Pool({ connectionString: database.url, max: 6 });
  pool.on('error', () => undefined);
  const store = createPostgresEventStore({ pool });
  return {
    url: database.url,
    pool,
    store,
    close: async () => {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
};

/** Projects the whole log, cut into batches of the sizes that `cut` gives. */
export const project = async (
  pool: Pool,
  store: EventStore,
  cut: () => number = () => 1000,
  which: readonly Projection[] = projections,
): Promise<void> => {
  const stopping = new AbortController();
  const failing = new AbortController();
  const running = runProjections({
    pool,
    store: cutStore(store, cut),
    projections: which,
    signal: stopping.signal,
    onChange: (_name, _version, { state }) => state === 'failed' && failing.abort(),
  });
  const names = which.map(({ name }) => name);
  const { reached } = await checkpoints(pool).waitUntil(names, await store.head(), 15_000, failing.signal);
  const status = await running.status();
  stopping.abort();
  await running.ended;
  if (!reached) throw new Error(`the projections do not reach the log's end: ${JSON.stringify(status)}`);
};

const cutStore = (store: EventStore, cut: () => number): EventStore => ({
  ...store,
  async *subscribe(after, signal) {
    for await (const batch of store.subscribe(after, signal)) {
      for (let at = 0; at < batch.length && !signal.aborted;) {
        const piece = batch.slice(at, at + cut());
        at += piece.length;
        yield piece;
      }
    }
  },
});

const tables = projections.flatMap((projection) => projection.tables.map(({ name }) => name));

/** All rows of all read models. */
export const everyRow = async (pool: Pool): Promise<Readonly<Record<string, readonly unknown[]>>> => {
  const rows = await Promise.all(
    tables.map(async (table) => {
      const result = await pool.query<{ row: unknown }>(
        `SELECT to_json(t) AS row FROM read.${table} t ORDER BY t::text`,
      );
      return [table, result.rows.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(rows);
};

/** Empties the read models, as before the first event. */
export const forget = async (pool: Pool): Promise<void> => {
  for (const { tables: own, version } of projections) {
    for (const { name } of own) await pool.query(`TRUNCATE read.${name}_${version}`);
  }
  await pool.query(`UPDATE read.checkpoint SET position = '', events = 0`);
};
