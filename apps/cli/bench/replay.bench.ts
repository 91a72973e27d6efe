import { performance } from 'node:perf_hooks';
import type { Rubric } from '@sohoi/evaluation/events';
import { BEGINNING } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { bodies, periodFor, replayLog, twoFolds } from '@sohoi/replay';
import type { Body } from '@sohoi/replay';
import { createSimulatedSealer, simulatedKeys } from '@sohoi/sealing';
import { historyOf, simulatedStreams } from '@sohoi/simulation';
import { countMasked } from '@sohoi/standings-past';
import { compare } from '@sohoi/what-if';
import { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Bench } from '../../../infra/bench/bench.js';
import { copiedRows } from '../../../infra/bench/copied-rows.mjs';

const ROUNDS = 7;
const SIMULATION = { members: 18_000, seed: 7 } as const;

const sealer = createSimulatedSealer(simulatedKeys(SIMULATION.seed), simulatedStreams);
const lift = countMasked(sealer.masker);

type Rubrics = Partial<Record<Body, Rubric>>;

/** As the log keeps it: sealed and masked. @param rubrics gets the last one for each kind of body */
async function* sealed(rubrics: Rubrics) {
  for (const batch of historyOf(SIMULATION)) {
    for (const event of batch) {
      const [kept] = await sealer.sealEvents(event.stream, [event]);
      if (!kept) continue;
      if (event.type === 'RubricPublished') rubrics[(kept.data as Rubric).appliesTo] = kept.data as Rubric;
      yield { ...event, data: kept.data };
    }
  }
}

/** The same criteria, each of which counts half. */
const otherThan = (rubric: Rubric): Rubric => ({
  ...rubric,
  rubricId: 'tried-out',
  criteria: rubric.criteria.map((one) => ({ ...one, maxPoints: one.maxPoints / 2 })),
});

const replayed = async (store: EventStore, body: Body, rubric: Rubric, events: number): Promise<void> => {
  const folds = twoFolds(body, { rubric, validAt: null });
  const place = await replayLog(
    { position: BEGINNING, eventId: '', recordedAt: '', events: 0 },
    {
      ...{ store, lift, folds, isBeyond: () => false, names: new Map(), signal: new AbortController().signal },
      onEvents: () => undefined,
    },
  );
  if (place.events !== events) throw new Error(`replayed ${place.events} events instead of ${events}`);
  const { periodId } = periodFor(folds, undefined);
  const compared = compare(folds.official(periodId, null), folds.simulated(periodId, null));
  if (!compared.some(({ change }) => change !== null && change !== 0))
    throw new Error('halved criteria change nothing');
};

const copyAndParse = async (pool: Pool): Promise<number> => {
  const client = await pool.connect();
  try {
    return await copiedRows(client.query(copyTo('COPY log.event TO STDOUT')));
  } finally {
    client.release();
  }
};

const rateOf = async (events: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (events * 1000) / (performance.now() - start);
};

const benchOf = (body: Body): Bench => ({
  name: `sohoi replay of each ${body} in two rubrics, compared`,
  unit: 'events/s',
  reach: 0.6,
  against: 'COPY … TO STDOUT and JSON.parse of each row',
  run: async ({ url, progress }) => {
    const pool = new Pool({ connectionString: url, max: 2 });
    pool.on('error', () => undefined);
    await migrateLog(pool);
    const store = createPostgresEventStore({ connectionString: url });
    const rubrics: Rubrics = {};
    await store.bulkLoad(sealed(rubrics));
    await pool.query('VACUUM ANALYZE log.event');
    const rubric = rubrics[body];
    if (!rubric) throw new Error(`the simulation has no rubric for a ${body}`);
    const other = otherThan(rubric);
    const events = await copyAndParse(pool);
    await replayed(store, body, other, events);
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await rateOf(events, () => copyAndParse(pool)));
      ours.push(await rateOf(events, () => replayed(store, body, other, events)));
    }
    await store.close();
    await pool.end();
    return { ours, yardstick };
  },
});

export const [replayOfChapters, replayOfUnits] = bodies.map(benchOf);
