import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { buildsOf, checkpoints, rebuilds, runProjections } from '@sohoi/projection';
import { createUnmask } from '@sohoi/sealing';
import { chanceOf, historyOf } from '@sohoi/standings/testing';
import { chapterStrength } from '../src/standings/chapter-strength.projection.js';
import { logOf } from './log-of.js';
import { openReadSide, project, sealer } from './read-side.js';
import type { ReadSide } from './read-side.js';

const strength = chapterStrength(createUnmask(sealer.masker));
const SHAPE = { provinces: 6, communesEach: 2, chaptersEach: 2 };

describe('chapter-strength in shards', () => {
  let side: ReadSide;
  beforeEach(async () => {
    side = await openReadSide();
  });
  afterEach(() => side.close());

  const all = async (query: string): Promise<readonly string[]> =>
    (await side.pool.query<{ row: string }>(`SELECT t::text AS row FROM (${query}) t ORDER BY 1`)).rows.map(
      ({ row }) => row,
    );
  const rows = async () => ({
    results: await all('SELECT * FROM read.chapter_strength'),
    evidence: await all('SELECT * FROM read.chapter_strength_evidence'),
    chapters: await all(`SELECT * FROM read.chapter_strength_state WHERE key ~ '^(chapter|frozen)/'`),
    rules: await all(
      `SELECT DISTINCT key, document::text FROM read.chapter_strength_state WHERE key ~ '^(unit|rubric|period)/'`,
    ),
  });
  const cutInto = async (store: EventStore, count: number): Promise<void> => {
    const stopping = new AbortController();
    const running = runProjections({ pool: side.pool, store, projections: [strength], signal: stopping.signal });
    const admin = rebuilds(side.pool, [strength]);
    await admin.cut(strength.name, count);
    for (;;) {
      const builds = await buildsOf(side.pool, strength.name);
      if (builds.filter(({ live }) => live).every(({ name }) => name.endsWith(`-of-${count}`))) break;
      await checkpoints(side.pool).waitUntil([strength.name], '~', 50);
    }
    await admin.drop(strength.name);
    stopping.abort();
    await running.ended;
  };

  it('has the rows that it has uncut, whether cut at the end or grown batch by batch with a restart', async () => {
    const chance = chanceOf(5);
    const history = [...historyOf(SHAPE, 5, 900)];
    const store = await logOf(history);
    await project(side.pool, store, () => 1 + chance.whole(80), [strength]);
    const whole = await rows();
    expect(whole.results.length).toBeGreaterThan(20);
    for (const count of [3, 2, 5]) {
      await cutInto(store, count);
      expect(await rows()).toEqual(whole);
      const { rows: shares } = await side.pool.query<{ chapters: number }>(
        Array.from(
          { length: count },
          (_, i) =>
            `SELECT count(DISTINCT chapter_id)::integer AS chapters FROM read.chapter_strength_2_s${i + 1}of${count}`,
        ).join(' UNION ALL '),
      );
      expect(Math.max(...shares.map(({ chapters }) => chapters))).toBeLessThan(24);
    }
    const longer = await logOf([...history, ...[...historyOf(SHAPE, 6, 1500)].slice(history.length)]);
    const half = await logOf([...history, ...[...historyOf(SHAPE, 6, 1500)].slice(history.length, 1200)]);
    await project(side.pool, half, () => 1 + chance.whole(80), [strength]);
    await project(side.pool, longer, () => 1 + chance.whole(80), [strength]);
    const grown = await rows();
    expect(grown.results.length).toBeGreaterThanOrEqual(whole.results.length);
    await cutInto(longer, 1);
    expect(await rows()).toEqual(grown);
  }, 120_000);

  it('is queried by key and in lists by the indexes of the shards', async () => {
    await cutInto(createMemoryEventStore(), 3);
    const planOf = async (query: string): Promise<string> =>
      (await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`)).rows
        .map((row) => row['QUERY PLAN'])
        .join('\n');
    const id = '00000004-0000-4000-8000-000000000001';
    const queries = [
      `SELECT * FROM read.chapter_strength WHERE chapter_id = '${id}' AND period_id = '${id}' AND current`,
      `SELECT chapter_id, score FROM read.chapter_strength WHERE period_id = '${id}' AND current ORDER BY chapter_id LIMIT 20`,
      `SELECT result.chapter_id, place.name FROM read.chapter_strength result JOIN read.units place ON place.id = result.chapter_id
        WHERE result.period_id = '${id}' AND result.current`,
      `SELECT * FROM read.chapter_strength_evidence WHERE subject_id = '${id}' AND measure = 'members'`,
    ];
    const client = await side.pool.connect();
    // The tables are empty: what could use an index shall.
    await client.query('SET enable_seqscan = off');
    for (const query of queries) {
      const plan = await planOf(query);
      expect(plan).not.toContain('Seq Scan on chapter_strength');
      for (const shard of [1, 2, 3]) {
        expect(plan).toMatch(new RegExp(`Index (Only )?Scan .*on chapter_strength(_evidence)?_2_s${shard}of3`));
      }
    }
    client.release();
  }, 60_000);
});
