import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rowsAsOf, SHOWN } from '@sohoi/projection';
import fc from 'fast-check';
import { carryOutAll } from './act.js';
import { asDecided, foldedByDay, sorted, toldIn } from './by-day.js';
import type { Decided, Row } from './by-day.js';
import { groundwork, requests } from './random-ledger.js';
import { scoringGroundwork } from './random-scores.js';
import { everyRow, forget, openReadSide, project } from './read-side.js';
import type { ReadSide } from './read-side.js';

const keys = {
  units: 'id',
  post_holders: 'holding_id',
  members: 'member_id',
  training_classes: 'class_id',
  clusters: 'cluster_id',
  scorecards: 'scorecard_id',
  rights: 'id',
  person_requests: 'request_id',
} as const;
const names = Object.keys(keys) as (keyof typeof keys)[];

const parts = { members: { member_persons: ['person', 'name_tokens', 'identity_hash'] } } as const;

/** Of a scorecard it is kept that there is one, and what for; the rest of it comes from its stream. */
const CARD = ['scorecard_id', 'period_id', 'body', 'body_kind', 'body_id', 'unit_id', 'rubric_id', 'rubric_version'];

/** What only the table of today has: paths and folded names follow from the rest. */
const comparable = (name: string, { path: _path, name_folded: _folded, ...row }: Row): Row =>
  name === 'scorecards' ? Object.fromEntries(Object.entries(row).filter(([column]) => CARD.includes(column))) : row;
const ofThePast = ({ true_from: _true, because: _because, known_from: _from, known_to: _to, ...row }: Row): Row => row;
/** Of all versions of each key the one that begins last, of those that were known then and true by that day. */
const heldAt = (versions: readonly Row[], key: string, position: string, day: string): readonly Row[] => {
  const held = new Map<unknown, Row>();
  for (const row of versions) {
    const [from, to] = [String(row['known_from']), row['known_to']];
    if (from > position || (to !== null && String(to) <= position) || String(row['true_from']) > day) continue;
    const other = held.get(row[key]);
    if (!other || beginning(other) < beginning(row)) held.set(row[key], row);
  }
  return [...held.values()];
};
/** Without the columns that stand in tables of their own. */
const only = ([one]: readonly Row[], row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => one === undefined || column in one));
const beginning = (row: Row): string => `${String(row['true_from'])} ${String(row['because'])}`;

describe('the rows of the past', () => {
  let side: ReadSide;
  beforeEach(async () => {
    side = await openReadSide();
  });
  afterEach(() => side.close());

  const rowsAt = async (name: keyof typeof keys, position: string, day: string): Promise<readonly Row[]> => {
    const query = rowsAsOf({
      ...{ name, key: keys[name], position: '$1', day: '$2::date' },
      parts: name === 'members' ? parts.members : {},
    });
    const { rows } = await side.pool.query<{ row: Row }>(`SELECT to_json(t) AS row FROM (${query}) AS t`, [
      position,
      day,
    ]);
    return rows.map(({ row }) => ofThePast(row));
  };

  it('are at each position those that the read models showed there, however the log was cut', async () => {
    let n = 1;
    await carryOutAll(side.store, [...groundwork, ...scoringGroundwork], n);
    n += groundwork.length + scoringGroundwork.length;
    const shown: { position: string; rows: Record<string, readonly Row[]> }[] = [];
    let late = 0;
    await fc.assert(
      fc.asyncProperty(requests, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (acts, cuts) => {
        await carryOutAll(side.store, acts, n);
        n += acts.length;
        let cut = 0;
        await project(side.pool, side.store, () => cuts[cut++ % cuts.length] ?? 1);
        const now = (await everyRow(side.pool)) as Record<string, readonly Row[]>;
        const decided = (now['past_persons'] ?? []) as unknown as readonly Decided[];
        shown.push({
          position: await side.store.head(),
          rows: Object.fromEntries(names.map((name) => [name, (now[name] ?? []).map((row) => comparable(name, row))])),
        });
        for (const { position, rows } of shown) {
          for (const name of names) {
            const expected = sorted(asDecided(name, rows[name] ?? [], decided));
            expect(sorted(await rowsAt(name, position, SHOWN))).toEqual(expected);
          }
        }
        late = names.flatMap((name) => now[`${name}_past`] ?? []).filter((row) => row['known_to'] !== null).length;
      }),
      { numRuns: 12 },
    );
    const positions = shown.map(({ position }) => position);
    for (const acts of fc.sample(requests, { numRuns: 30, seed: 57 })) {
      await carryOutAll(side.store, acts, n);
      n += acts.length;
      positions.push(await side.store.head());
    }
    await project(side.pool, side.store);
    const grown = (await everyRow(side.pool)) as Record<string, readonly Row[]>;
    const told = await toldIn(side.store);
    const decided = (grown['past_persons'] ?? []) as unknown as readonly Decided[];
    let folded = 0;
    for (const position of positions.filter((_, at) => at % 3 === 0)) {
      for (const day of ['2023-01-01', '2023-02-13', '2023-02-16', '2023-02-20', '2023-02-25', '2024-01-01']) {
        for (const name of names) {
          const held = heldAt(grown[`${name}_past`] ?? [], keys[name], position, day);
          const rows = await rowsAt(name, position, day);
          const own = held.map(ofThePast);
          expect(sorted(rows.map((row) => only(own, row)))).toEqual(sorted(own));
          const heard = told[name];
          if (!heard) continue;
          const expected = asDecided(name, foldedByDay(heard, position, day), decided);
          expect([name, position, day, sorted(rows.map((row) => only(expected, row)))]).toEqual([
            ...[name, position, day],
            sorted(expected),
          ]);
          folded += expected.length;
        }
      }
    }
    await forget(side.pool);
    await project(side.pool, side.store, () => 3);
    expect(await everyRow(side.pool)).toEqual(grown);
    expect(late).toBeGreaterThan(0);
    expect(folded).toBeGreaterThan(100);
    expect(decided.some(({ erased }) => erased)).toBe(true);
    expect(names.filter((name) => name !== 'rights' && grown[`${name}_past`]?.length === 0)).toEqual([]);
  }, 240_000);
});
