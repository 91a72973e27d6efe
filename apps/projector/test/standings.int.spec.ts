import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { categoryOf } from '@sohoi/projection';
import {
  chapterResult,
  clusterResult,
  createChapterStrength,
  createClusterRanking,
  evidenceNeeded,
  evolveChapterStrength,
  evolveClusterRanking,
  withEvidence,
} from '@sohoi/standings';
import type { EvidenceRow, PlacedEvent, Trace } from '@sohoi/standings';
import { CHAPTER_RUBRIC, chanceOf, CLUSTER, historyOf, PERIODS } from '@sohoi/standings/testing';
import { createUnmask } from '@sohoi/sealing';
import type { Pool } from 'pg';
import { chapterStrength } from '../src/standings/chapter-strength.projection.js';
import { clusterRanking } from '../src/standings/cluster-ranking.projection.js';
import { logOf } from './log-of.js';
import { openReadSide, project, sealer } from './read-side.js';
import type { ReadSide } from './read-side.js';

const metadata = { actor: 'spec', role: 'spec', correlationId: 'spec', causationId: null, commandHash: 'spec' };
const unmask = createUnmask(sealer.masker);
const both = [chapterStrength(unmask), clusterRanking(unmask)];
const SHAPE = { provinces: 3, communesEach: 2, chaptersEach: 2 };

type Row = {
  readonly revision: number;
  readonly current: boolean;
  readonly trace: Trace & { [unitId: string]: Trace };
};
type Tables = {
  readonly chapters: readonly unknown[];
  readonly clusters: readonly unknown[];
  readonly evidence: readonly unknown[];
  readonly state: readonly unknown[];
};

const all = async (pool: Pool, table: string): Promise<readonly unknown[]> => {
  const { rows } = await pool.query<{ row: unknown }>(`SELECT to_json(t) AS row FROM read.${table} t ORDER BY t::text`);
  return rows.map(({ row }) => row);
};
const tables = async (pool: Pool): Promise<Tables> => ({
  chapters: await all(pool, 'chapter_strength'),
  clusters: await all(pool, 'cluster_ranking'),
  evidence: [...(await all(pool, 'chapter_strength_evidence')), ...(await all(pool, 'cluster_ranking_evidence'))],
  state: [...(await all(pool, 'chapter_strength_state')), ...(await all(pool, 'cluster_ranking_state'))],
});

const forgetBoth = async (pool: Pool): Promise<void> => {
  for (const { tables: own, version } of both) {
    for (const { name } of own) await pool.query(`TRUNCATE read.${name}_${version}`);
  }
  await pool.query(`UPDATE read.checkpoint SET position = '', events = 0`);
};

/** Both standings as a fold of the whole log in memory gives them. */
const foldOf = async (store: EventStore) => {
  const chapters = createChapterStrength();
  const clusters = createClusterRanking();
  for await (const batch of store.readAll('')) {
    for (const { type, data, position } of batch) {
      const event = { type, data, position } as PlacedEvent;
      evolveChapterStrength(chapters, event);
      evolveClusterRanking(clusters, event);
    }
  }
  return { chapters, clusters };
};

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the standings in PostgreSQL', () => {
  let side: ReadSide;
  beforeEach(async () => {
    side = await openReadSide();
  });
  afterEach(() => side.close());

  it.each([1, 2, 3, 4, 5, 6])(
    'grown batch by batch, with a restart, are those built at once and those folded in memory (history %i)',
    async (seed) => {
      const chance = chanceOf(seed);
      const history = [...historyOf(SHAPE, seed, 700)];
      const store = await logOf(history);
      const half = await logOf(history.slice(0, history.length / 2));
      await project(side.pool, half, () => 1 + chance.whole(60), both);
      await project(side.pool, store, () => 1 + chance.whole(60), both);
      const grown = await tables(side.pool);

      await forgetBoth(side.pool);
      await project(side.pool, store, () => 1000, both);
      expect(await tables(side.pool)).toEqual(grown);

      const { chapters, clusters } = await foldOf(store);
      for (const { periodId } of PERIODS) {
        for (const chapterId of chapters.chapters.byId.keys()) {
          const folded = chapterResult(chapters, chapterId, periodId);
          const { rows } = await side.pool.query<Row>(
            'SELECT * FROM read.chapter_strength WHERE chapter_id = $1 AND period_id = $2 ORDER BY revision',
            [chapterId, periodId],
          );
          expect(rows.at(-1)?.trace).toEqual(throughJson(folded?.trace));
          expect(rows.map(({ current }) => current)).toEqual(rows.map((_row, i) => i === rows.length - 1));
          for (const { revision, trace } of rows) {
            expect(trace).toEqual(throughJson(chapterResult(chapters, chapterId, periodId, revision)?.trace));
          }
        }
        const folded = clusterResult(clusters, CLUSTER, periodId);
        const { rows } = await side.pool.query<Row>(
          'SELECT * FROM read.cluster_ranking WHERE cluster_id = $1 AND period_id = $2 AND current',
          [CLUSTER, periodId],
        );
        const traces = folded?.entries.map(({ unitId, trace }) => [unitId, trace]) ?? [];
        expect(rows.map(({ trace }) => trace)).toEqual([throughJson(Object.fromEntries(traces))]);
      }
    },
    60_000,
  );

  it('explain each result by evidence that adds up', async () => {
    const store = await logOf(historyOf(SHAPE, 11, 900));
    await project(side.pool, store, () => 250, both);
    const { chapters } = await foldOf(store);
    const { rubricId, rubricVersion } = CHAPTER_RUBRIC;
    const rubric = chapters.rulebook.rubrics.get(`${rubricId}@${rubricVersion}`)?.rubric;
    if (!rubric) throw new Error('the history publishes a rubric');
    const { rows } = await side.pool.query<Row & { chapter_id: string }>('SELECT * FROM read.chapter_strength');
    let events = 0;
    for (const { chapter_id, trace } of rows) {
      const { rows: evidence } = await side.pool.query<EvidenceRow>(
        `SELECT subject_kind AS "subjectKind", subject_id AS "subjectId", measure, at::text AS at, amount, position
           FROM read.chapter_strength_evidence WHERE subject_id = $1 AND measure = ANY($2)`,
        [chapter_id, evidenceNeeded(trace)],
      );
      for (const criterion of withEvidence(trace, evidence, rubric).criteria) {
        for (const { as, value, evidence: found } of criterion.measures) {
          if (as === 'stock') expect(found.reduce((sum, { amount }) => sum + amount, 0)).toBe(value ?? 0);
          events += found.length;
        }
      }
    }
    expect(events).toBeGreaterThan(500);
  });

  it('count a batch once that was rolled back and is handed over again', async () => {
    const store = await logOf(historyOf(SHAPE, 21, 300));
    await project(side.pool, store, () => 1000, both);
    const once = await tables(side.pool);
    await forgetBoth(side.pool);
    let failures = 0;
    const failing = both.map((projection) => ({
      ...projection,
      open: async (...args: Parameters<typeof projection.open>) => {
        const writer = await projection.open(...args);
        return {
          apply: async (...batch: Parameters<typeof writer.apply>): Promise<void> => {
            await writer.apply(...batch);
            if ((failures += 1) % 3 === 1) throw Object.assign(new Error('gone'), { code: '57P01' });
          },
        };
      },
    }));
    await project(side.pool, store, () => 100, failing);
    expect(failures).toBeGreaterThan(4);
    expect(await tables(side.pool)).toEqual(once);
  }, 60_000);

  it('hold nothing of streams that are no part of the ledger', async () => {
    expect(categoryOf('member-1')).toBe('member');
    const store = createMemoryEventStore();
    const id = '00000000-0000-4000-8000-000000000001';
    await store.append('weather-1', 0, [{ id, type: 'Rained', schemaVersion: 1, data: {}, metadata }]);
    await project(side.pool, store, () => 1, both);
    expect(await tables(side.pool)).toEqual({ chapters: [], clusters: [], evidence: [], state: [] });
  });
});
