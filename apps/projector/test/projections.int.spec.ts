import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventsByUnit } from '../src/events-by-unit.projection.js';
import { carryOutAll, metadata } from './act.js';
import {
  admit,
  central,
  chapters,
  communes,
  groundwork,
  move,
  provinces,
  requests,
  transfer,
} from './random-ledger.js';
import { scoringGroundwork } from './random-scores.js';
import { everyRow, forget, openReadSide, project, sealer } from './read-side.js';
import type { ReadSide } from './read-side.js';

type Tree = { id: string; parent_id: string | null; path: string };

/** The path as a walk up in memory gives it. */
const pathOf = (units: readonly Tree[], id: string): string => {
  const unit = units.find((one) => one.id === id);
  const label = id.replaceAll('-', '');
  return unit?.parent_id ? `${pathOf(units, unit.parent_id)}.${label}` : label;
};

describe('the read models', () => {
  let side: ReadSide;
  beforeEach(async () => {
    side = await openReadSide();
  });
  afterEach(() => side.close());

  it('are the same rebuilt and grown event by event, for any history and any batches', async () => {
    let n = 1;
    await carryOutAll(side.store, [...groundwork, ...scoringGroundwork], n);
    n += groundwork.length + scoringGroundwork.length;
    await project(side.pool, side.store);
    await fc.assert(
      fc.asyncProperty(requests, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (acts, cuts) => {
        await carryOutAll(side.store, acts, n);
        n += acts.length;
        let cut = 0;
        await project(side.pool, side.store, () => cuts[cut++ % cuts.length] ?? 1);
        const grown = await everyRow(side.pool);
        await forget(side.pool);
        await project(side.pool, side.store);
        expect(await everyRow(side.pool)).toEqual(grown);

        const tree = grown['units'] as readonly Tree[];
        expect(tree).toHaveLength(groundwork.length);
        for (const { id, path } of tree) expect(path).toBe(pathOf(tree, id));
      }),
      { numRuns: 12 },
    );
    const rows = await everyRow(side.pool);
    const filled = [
      'members',
      'post_holders',
      'training_classes',
      'clusters',
      'scorecards',
      'event_unit',
      'event_entry',
    ];
    expect(filled.filter((table) => rows[table]?.length === 0)).toEqual([]);
  }, 120_000);

  it('find what lies below a unit, and follow a commune that moves with its chapters', async () => {
    const [first, second] = provinces;
    const below = async (unit: string): Promise<readonly string[]> => {
      const { rows } = await side.pool.query<{ id: string }>(
        'SELECT id FROM read.units WHERE path <@ (SELECT path FROM read.units WHERE id = $1) ORDER BY id',
        [unit],
      );
      return rows.map(({ id }) => id);
    };
    await carryOutAll(side.store, groundwork);
    await project(side.pool, side.store);
    expect(await below(central)).toHaveLength(groundwork.length);
    expect(await below(first)).toEqual([first, communes[0], communes[2], chapters[0], chapters[2]].sort());

    await carryOutAll(side.store, [move(communes[2], second)], 100);
    await project(side.pool, side.store);
    expect(await below(first)).toEqual([first, communes[0], chapters[0]].sort());
    expect(await below(second)).toEqual([second, communes[1], communes[2], chapters[1], chapters[2]].sort());
  });

  it('find members by name without accents, in whatever form the name is typed', async () => {
    await carryOutAll(side.store, [
      ...groundwork,
      admit(chapters[0], 'Đặng Thị Đào'),
      transfer(chapters[0], chapters[1]),
    ]);
    await project(side.pool, side.store);
    const { rows } = await side.pool.query(
      `SELECT chapter_id, unit_id, admitted_at::text, stream_version FROM read.members WHERE name_tokens @> $1`,
      [sealer.index.searchTokens('thị đào'.normalize('NFD'))],
    );
    expect(rows).toEqual([
      { chapter_id: chapters[1], unit_id: communes[1], admitted_at: '2023-02-01', stream_version: 2 },
    ]);
  });

  it('tell for each event in whose scope it lies', async () => {
    await carryOutAll(side.store, [...groundwork, admit(chapters[0], 'A'), transfer(chapters[0], chapters[1])]);
    await project(side.pool, side.store);
    const { rows } = await side.pool.query<{ body_id: string }>(
      `SELECT body_id FROM read.event_unit WHERE type = 'MemberTransferred' ORDER BY body_id`,
    );
    const named = [chapters[0], chapters[1], communes[0], communes[1]].sort();
    expect(rows.map(({ body_id }) => body_id)).toEqual(named);
    const missing = await side.pool.query(
      `SELECT FROM log.event e WHERE NOT EXISTS (SELECT FROM read.event_unit u WHERE u.position::bigint = e.position)`,
    );
    expect(missing.rowCount).toBe(0);
  });

  it('tell of each event once who recorded it, with what, and when it was true', async () => {
    await carryOutAll(side.store, [...groundwork, admit(chapters[0], 'A'), transfer(chapters[0], chapters[1])]);
    await project(side.pool, side.store);
    const { rows } = await side.pool.query(
      `SELECT type, actor, correlation_id, at::text, recorded_at IS NOT NULL AS recorded
         FROM read.event_entry WHERE stream LIKE 'member-%' ORDER BY position`,
    );
    const { actor, correlationId } = metadata;
    expect(rows).toEqual([
      { type: 'MemberAdmitted', actor, correlation_id: correlationId, at: '2023-02-01', recorded: true },
      { type: 'MemberTransferred', actor, correlation_id: correlationId, at: '2023-02-02', recorded: true },
    ]);
  });

  it('stop at an event of a stream that this ledger does not have', async () => {
    await side.store.append('strange-1', 0, [{ id: central, type: 'Strange', schemaVersion: 1, data: {}, metadata }]);
    await expect(project(side.pool, side.store, () => 1000, [eventsByUnit])).rejects.toThrow('of no category');
  });
});
