import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Right, Role } from '@sohoi/access/events';
import { ReadModels, today, UnitEntity, UnitScope, withinScope } from '@sohoi/nest';
import fc from 'fast-check';
import { changeable, lineOf, usable, visible } from './attempts/model.js';
import { heirsBelow, insertMap, models, movedIn, removeMap } from './attempts/sql-maps.js';
import { foundStage, play } from './attempts/stage.js';
import { stories } from './attempts/stories.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const nightly = process.env['NIGHTLY'] !== undefined;
const seed = Number(process.env['SEED'] ?? (nightly ? Date.now() % 2 ** 31 : 20_230_630));
const day = today();

/** Who waits for a counterexample is told the smallest one found by then; a run that was cut short has failed. */
const limits = { interruptAfterTimeLimit: nightly ? 3_000_000 : 300_000, markInterruptAsFailure: true };

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

describe(`the scope in SQL, on random maps with SEED=${seed}`, () => {
  const numRuns = nightly ? 2_000 : 100;
  let asked = 0;

  it('shows and lets change just what the rules alone say, of the whole and of one unit', async () => {
    const scope = ledger.app.get(UnitScope);
    const reads = ledger.app.get(ReadModels);
    const rolesOf: readonly (readonly Role[])[] = [
      ['commune-cadre', 'province-verifier', 'central-officer'],
      ['auditor'],
      ['operator'],
    ];

    await fc.assert(
      fc.asyncProperty(models(day), async (model) => {
        const ids = [...model.places.keys()];
        await insertMap(ledger.pool, model);
        try {
          for (const [actor] of model.rights) {
            for (const roles of rolesOf) {
              const held = usable(model, actor, { roles, capture: false, today: day });
              const asking = { id: actor, role: roles[0] ?? 'operator', rights: held };
              const seen = visible(model, held);
              const below = ids[asked % ids.length] ?? '';
              for (const unit of [undefined, below]) {
                const { rows } = await reads.read<{ id: string }>(['units'], async (manager) => {
                  const query = manager.createQueryBuilder(UnitEntity, 'unit').select('unit.id', 'id');
                  query.where('unit.id = ANY(:ids)', { ids });
                  return withinScope(query, 'unit.id', await scope.of(asking, unit, manager));
                });
                const expected = ids.filter(
                  (id) => seen.has(id) && (unit === undefined || lineOf(model, id).includes(unit)),
                );
                expect(rows.map(({ id }) => id).sort()).toEqual(expected.sort());
                asked += 1;
              }
              const names = (capturing: boolean): Promise<boolean> =>
                scope.placeWithin({ ...asking, capturing }, 'id', below).then(
                  () => true,
                  () => false,
                );
              expect(await names(true)).toBe(changeable(model, held).has(below));
              expect(await names(false)).toBe(seen.has(below));
              const acting = { ...asking, capturing: true, actsBy: (right: Right) => by.push(right) };
              const by: Right[] = [];
              await scope.placeWithin(acting, 'id', below).catch(() => undefined);
              const mixed = new Set(held.map(({ role }) => role)).size > 1;
              expect(by.map((right) => !mixed || changeable(model, [right]).has(below))).toEqual(
                changeable(model, held).has(below) ? [true] : [],
              );
              asked += 3;
            }
          }
        } finally {
          await removeMap(ledger.pool, model);
        }
      }),
      { seed, numRuns, ...limits },
    );
    expect(asked).toBeGreaterThan(2_000);
  }, 3_600_000);
});

describe(`a unit that is moved, on random maps with SEED=${seed}`, () => {
  const numRuns = nightly ? 1_000 : 100;
  const asked = { refused: 0, allowed: 0 };

  it('is refused just when it, or one below it, would come to stand below what it goes on after', async () => {
    const scope = ledger.app.get(UnitScope);
    await fc.assert(
      fc.asyncProperty(models(day), async (model) => {
        const units = [...model.places.values()].filter(({ kind }) => kind === 'unit').map(({ id }) => id);
        await insertMap(ledger.pool, model);
        try {
          const before = heirsBelow(model);
          for (const unit of units) {
            // A unit does not move below itself: the levels forbid it.
            for (const parent of units.filter((one) => !lineOf(model, one).includes(unit))) {
              const after = heirsBelow(movedIn(model, unit, parent));
              const worse = [...after].some((pair) => !before.has(pair));
              expect((await scope.heirsOfNewParents(unit, parent)).length > 0).toBe(worse);
              asked[worse ? 'refused' : 'allowed'] += 1;
            }
          }
        } finally {
          await removeMap(ledger.pool, model);
        }
      }),
      { seed, numRuns, ...limits },
    );
    expect(asked.refused).toBeGreaterThan(numRuns);
    expect(asked.allowed).toBeGreaterThan(numRuns);
  }, 3_600_000);
});

describe(`reading and writing over HTTP, in random stories with SEED=${seed}`, () => {
  const numRuns = nightly ? 300 : 16;

  it('reaches what the rights reach on that day and that map, and nothing else', async () => {
    const stage = foundStage(ledger, day);
    await fc.assert(
      fc.asyncProperty(stories(day), async (story) => {
        expect(await play(stage, story)).toEqual([]);
      }),
      { seed, numRuns, ...limits },
    );
    expect(stage.attempts.allowed).toBeGreaterThan(numRuns);
    expect(stage.attempts.refused).toBeGreaterThan(numRuns);
  }, 3_600_000);
});
