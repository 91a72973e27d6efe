import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { migrateLog } from '@sohoi/event-store-postgres';
import type { BulkEvent, PostgresEventStore } from '@sohoi/event-store-postgres';
import { historyOf, mapOf } from '@sohoi/standings/testing';
import { createMemoryPersonKeys, createMemorySecrets, createSealer } from '@sohoi/sealing';
import type { PersonKeys } from '@sohoi/sealing';
import { Pool } from 'pg';
import { ledgerStreams } from '../src/streams.js';

/** As many chapters as leave each with about the members of the country's mean (domain: 214 a chapter). */
const SHAPE = { provinces: 6, communesEach: 6, chaptersEach: 27 };
export const CHAPTERS = mapOf(SHAPE).chapters.length;

/** After the founding. */
export const EVENTS = 210_000;

const categoryOfType = new Map<string, string>(
  ledgerStreams.flatMap(({ category, catalog }) => Object.keys(catalog).map((type) => [type, category] as const)),
);

/** What an event is about: the first id of its data. */
const subjectOf = (data: object): string => String(Object.values(data)[0]);

/** Keys that count how often anybody asks for them in order to open something. */
const memory = createMemoryPersonKeys();
let asked = 0;
const personKeys: PersonKeys = {
  ...memory,
  find: (ids) => {
    asked += ids.length;
    return memory.find(ids);
  },
};
export const keysAskedFor = (): number => asked;

export const sealer = createSealer({ personKeys, secrets: createMemorySecrets(), streams: ledgerStreams });

/** A plausible history of members, heads, reports and scores, each event in the stream of its thing. */
function* bulk(events: number): Generator<BulkEvent> {
  const versions = new Map<string, number>();
  for (const { type, data } of historyOf(SHAPE, 1, events)) {
    const stream = `${categoryOfType.get(type) ?? ''}-${subjectOf(data)}`;
    const streamVersion = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, streamVersion);
    const metadata = {
      actor: 'cadre-1',
      role: 'commune-cadre',
      correlationId: randomUUID(),
      causationId: null,
      commandHash: randomUUID().replaceAll('-', '').repeat(2),
    };
    yield { id: randomUUID(), type, schemaVersion: 1, data, metadata, stream, streamVersion };
  }
}

/** As the log keeps it: sealed and masked. */
async function* sealed(events: number): AsyncGenerator<BulkEvent> {
  for (const event of bulk(events)) {
    const [kept] = await sealer.sealEvents(event.stream, [event]);
    if (kept) yield { ...event, data: kept.data };
  }
}

/** Fills an empty database's log. @returns how many events are in it */
export const loadHistory = async (pool: Pool, store: PostgresEventStore, events: number): Promise<number> => {
  await migrateLog(pool);
  const all: BulkEvent[] = [];
  for await (const event of sealed(events)) all.push(event);
  await store.bulkLoad(all);
  await pool.query('VACUUM ANALYZE log.event');
  return all.length;
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
