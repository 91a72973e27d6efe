import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@sohoi/event-store';
import { chapterPart, chapterResult, clusterPart, clusterResult } from '@sohoi/standings';
import type { Part, PlacedEvent } from '@sohoi/standings';
import { partAsOf, TooManyEvents } from '@sohoi/standings-past';
import type { Ask } from '@sohoi/standings-past';
import { CLUSTER, chanceOf, idOf } from '@sohoi/standings/testing';
import { createUnmask } from '@sohoi/sealing';
import fc from 'fast-check';
import { eventsByUnit } from '../src/events-by-unit.projection.js';
import { chapterSnapshots, clusterSnapshots } from '../src/standings/snapshots.projection.js';
import { historyWithRules } from './history-with-rules.js';
import { logOf } from './log-of.js';
import { openReadSide, project, sealer } from './read-side.js';
import type { ReadSide } from './read-side.js';

const lift = createUnmask(sealer.masker);
const SHAPE = { provinces: 3, communesEach: 2, chaptersEach: 3 };

const projectionsWith = (events: number, rules: number) => [
  eventsByUnit,
  chapterSnapshots(lift, { events, rules }),
  clusterSnapshots(lift, { events, rules }),
];

const whole = async <State, D extends object>(part: Part<State, D>, store: EventStore, until: string) => {
  const state = part.create();
  for await (const batch of store.readAll('')) {
    for (const { type, data, position } of batch) {
      if (position <= until) part.evolve(state, { type, data, position } as PlacedEvent);
    }
  }
  return state;
};

describe('standings as of a moment', () => {
  let side: ReadSide;
  beforeAll(async () => {
    side = await openReadSide();
  });
  afterAll(() => side.close());

  const ask: Ask = async <Row extends object>(sql: string, values: readonly unknown[]) =>
    (await side.pool.query<Row>(sql, [...values])).rows;

  const forget = async (): Promise<void> => {
    for (const { tables, version } of projectionsWith(1, 1)) {
      for (const { name } of tables) await side.pool.query(`TRUNCATE read.${name}_${version}`);
    }
    await side.pool.query(`UPDATE read.checkpoint SET position = '', events = 0`);
  };
  const rows = async (): Promise<unknown> =>
    Promise.all(
      ['chapter_snapshots', 'chapter_snapshot_documents', 'cluster_snapshots', 'cluster_snapshot_documents'].map(
        async (name) => (await side.pool.query(`SELECT * FROM read.${name} ORDER BY 1, 2`)).rows,
      ),
    );

  it('are those of a fold of the log up to it: of one chapter, of several, of a cluster', async () => {
    let published = 0;
    let ranked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 7, max: 400 }),
        fc.integer({ min: 3, max: 40 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        async (seed, events, rules, moments) => {
          await forget();
          const store = await logOf(historyWithRules(SHAPE, seed, 500));
          const chance = chanceOf(seed);
          await project(side.pool, store, () => 1 + chance.whole(90), projectionsWith(events, rules));
          const head = Number(await store.head());
          for (const moment of [...moments, 1]) {
            const position = String(Math.max(1, Math.round(moment * head))).padStart(20, '0');
            const log = { store, lift };
            const chapters = await whole(chapterPart, store, position);
            const clusters = await whole(clusterPart, store, position);
            const ids = Array.from({ length: 18 }, (_, n) => idOf(4, n));
            const some = chance.happens(0.5) ? [chance.pick(ids)] : ids.filter(() => chance.happens(0.4));
            const { state } = await partAsOf(ask, log, 'chapter', chapterPart, { ownerIds: some, position });
            expect(state.rulebook.periods).toEqual(chapters.rulebook.periods);
            for (const periodId of chapters.rulebook.periods.keys()) {
              for (const id of some) {
                const expected = chapterResult(chapters, id, periodId);
                expect(chapterResult(state, id, periodId)).toEqual(expected);
                if (expected?.status === 'published') published += 1;
              }
              const asked = { ownerIds: [CLUSTER], position };
              const ranking = await partAsOf(ask, log, 'cluster', clusterPart, asked);
              const expected = clusterResult(clusters, CLUSTER, periodId);
              expect(clusterResult(ranking.state, CLUSTER, periodId)).toEqual(expected);
              if (expected) ranked += 1;
            }
          }
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 12) },
    );
    expect(published).toBeGreaterThan(20);
    expect(ranked).toBeGreaterThan(20);
  }, 120_000);

  it('are kept in the same snapshots, however the log is cut and whenever the process is restarted', async () => {
    const other = { actorId: idOf(8, 1), by: 'quan-tri', reason: 'Mất máy', at: '2023-06-01' };
    const ofTheLedger = Array.from({ length: 30 }, () => ({ type: 'SessionsRevoked', data: other }));
    const ofTheUnion = [...historyWithRules(SHAPE, 77, 600)];
    const history = ofTheUnion.flatMap((event, n) => (n % 50 === 0 ? [...ofTheLedger, event] : [event]));
    const store = await logOf(history);
    const half = await logOf(history.slice(0, 333));
    const chance = chanceOf(8);
    await forget();
    await project(side.pool, half, () => 1 + chance.whole(40), projectionsWith(100, 25));
    await project(side.pool, store, () => 1 + chance.whole(40), projectionsWith(100, 25));
    const grown = await rows();
    await forget();
    await project(side.pool, store, () => 1000, projectionsWith(100, 25));
    expect(await rows()).toEqual(grown);
    const { rows: taken } = await side.pool.query<{ position: string }>('SELECT position FROM read.chapter_snapshots');
    expect(taken.length).toBeGreaterThan(6);
  }, 60_000);

  it('read no event where more lie between two moments than are asked for', async () => {
    const log = await logOf(historyWithRules(SHAPE, 77, 300));
    await forget();
    await project(side.pool, log, () => 1000, projectionsWith(1000, 1000));
    const read: number[] = [];
    const store = {
      readAt: (positions: readonly string[]) => {
        read.push(positions.length);
        return log.readAt(positions);
      },
    };
    const asked = { ownerIds: [CLUSTER], position: '1'.padStart(20, '0'), until: await log.head() };
    const part = (most?: number) =>
      partAsOf(ask, { store, lift }, 'cluster', clusterPart, { ...asked, ...(most !== undefined && { most }) });
    const { later } = await part();
    expect(Math.max(...read)).toBeGreaterThan(20);
    read.length = 0;
    await expect(part(20)).rejects.toThrow(TooManyEvents);
    expect(Math.max(0, ...read)).toBeLessThanOrEqual(1);
    expect((await part(later.length)).later).toEqual(later);
  }, 60_000);
});
