import { BEGINNING } from '@sohoi/event-store';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import {
  contributions,
  createChapterStrength,
  createClusterRanking,
  evolveChapterStrength,
  evolveClusterRanking,
  placedEvent,
} from '@sohoi/standings';
import type { EventCatalog } from '@sohoi/decider';
import { categoryOf } from '@sohoi/projection';
import { createUnmask } from '@sohoi/sealing';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Bench } from '../../../infra/bench/bench.js';
import { ledgerStreams } from '../src/streams.js';
import { CHAPTERS, EVENTS, keysAskedFor, loadHistory, openPool, rateOf, sealer } from './history.js';

const ROUNDS = 9;

/** COPY doubles each backslash. */
const parsed = (field = ''): unknown => JSON.parse(field.includes('\\') ? field.replaceAll('\\\\', '\\') : field);

/** COPY of the whole log, and `JSON.parse` of both documents of each row. */
const copyAndParse = async (pool: Pool, expected: number): Promise<void> => {
  const client = await pool.connect();
  const decoder = new TextDecoder();
  let rest = '';
  let rows = 0;
  for await (const chunk of client.query(copyTo('COPY log.event TO STDOUT'))) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const fields = line.split('\t');
      if (parsed(fields[7]) && parsed(fields[8])) rows += 1;
    }
  }
  client.release();
  if (rows !== expected) throw new Error(`copied ${rows} rows instead of ${expected}`);
};

const unmask = createUnmask(sealer.masker);
const catalogs = new Map<string, EventCatalog>(ledgerStreams.map(({ category, catalog }) => [category, catalog]));

/** Masked codes are read, since members are counted by them; no sealed field is opened. */
const replay = async (store: PostgresEventStore): Promise<void> => {
  const chapters = createChapterStrength();
  const clusters = createClusterRanking();
  for await (const batch of store.readAll(BEGINNING)) {
    for (const recorded of batch) {
      const event = placedEvent(unmask(recorded, catalogs.get(categoryOf(recorded.stream)) ?? {}));
      const counts = contributions(event);
      evolveChapterStrength(chapters, event, counts);
      evolveClusterRanking(clusters, event, counts);
    }
  }
  if (keysAskedFor() > 0) throw new Error(`a replay asked for the keys of ${keysAskedFor()} persons`);
  if (chapters.chapters.byId.size !== CHAPTERS) throw new Error(`replayed ${chapters.chapters.byId.size} chapters`);
};

export const replayStandings: Bench = {
  name: 'replay both standings in memory, over a sealed log',
  unit: 'events/s',
  reach: 0.6,
  against: 'COPY … TO STDOUT and JSON.parse of each row',
  run: async ({ url, progress }) => {
    const pool = openPool(url);
    const store = createPostgresEventStore({ connectionString: url });
    const total = await loadHistory(pool, store, EVENTS);
    await copyAndParse(pool, total);
    await replay(store);
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await rateOf(total, () => copyAndParse(pool, total)));
      ours.push(await rateOf(total, () => replay(store)));
    }
    await store.close();
    await pool.end();
    return { ours, yardstick };
  },
};
