import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import fc from 'fast-check';
import { accessMessages } from './messages.js';
import type { Right } from './right.js';
import type { RightsCommand } from './rights.commands.js';
import { rights } from './rights.decider.js';
import { rightsEvents } from './rights.events.js';
import type { RightsEvent } from './rights.events.js';
import type { RightsState } from './rights.state.js';
import { evolveRightRow, rightKeysOf } from './rights.projection.js';
import type { RightRow } from './rights.projection.js';
import { someRight } from './testing.js';

/** A small world: a tree of six units, five actors and three days; much is held, so that much is granted. */
const uuid = (kind: string, n: number): string => `00000000-0000-7000-8000-${kind}${String(n).padStart(11, '0')}`;
const units = [1, 2, 3, 4, 5, 6].map((n) => uuid('a', n));
const parents = [null, 0, 0, 1, 1, 2];
const pathOf = (n: number): readonly string[] => {
  const parent = parents[n] ?? null;
  return [units[n] ?? '', ...(parent === null ? [] : pathOf(parent))];
};
const above = Object.fromEntries(units.map((unit, n) => [unit, pathOf(n)]));

const ROOT = 'root';
const actor = fc.constantFrom(ROOT, 'b', 'c', 'd', 'e');
const role = fc.constantFrom('commune-cadre' as const, 'subscriber' as const, 'auditor' as const);
const unitId = fc.constantFrom(null, ...units);
const topics = fc.subarray(['evaluation' as const, 'training' as const]);
const day = fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03');
const often = fc.constantFrom(true, true, false);
const terms = fc
  .record({ role, unitId, capture: fc.boolean(), sensitive: fc.boolean(), mayGrant: often, topics, from: day })
  .chain((right) => fc.record({ right: fc.constant(right), to: fc.option(day) }))
  .map(({ right, to }): Omit<Right, 'rightId'> => {
    const subscriber = right.role === 'subscriber';
    return {
      ...right,
      capture: right.capture && right.role === 'commune-cadre',
      topics: subscriber ? right.topics : [],
      to,
    };
  });
const roots = fc.array(terms, { minLength: 1, maxLength: 4 });

type Wish =
  | {
      readonly type: 'grant';
      readonly by: string;
      readonly to: string;
      readonly n: number;
      readonly like: Partial<Right>;
    }
  | { readonly type: 'withdraw' | 'revoke'; readonly by: string; readonly to: string; readonly n: number };

/** A right like one that the granter holds herself, but for what is said. */
const like = fc
  .array(
    fc.oneof<fc.Arbitrary<Partial<Right>>[]>(
      fc.record({ role }),
      fc.record({ unitId }),
      fc.record({ capture: often }),
      fc.record({ sensitive: often }),
      fc.record({ mayGrant: often }),
      fc.record({ from: day }),
      fc.record({ to: fc.option(day, { nil: null }) }),
      fc.record({ topics }),
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.reduce((all, one) => ({ ...all, ...one }), {}));

const grantWish = fc.record({ type: fc.constant('grant' as const), by: actor, to: actor, n: fc.nat(5), like });
const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 8, arbitrary: grantWish },
  fc.record({ type: fc.constantFrom('withdraw', 'revoke'), by: actor, to: actor, n: fc.nat(5) }),
);
/** What each wish is carried out on. */
const wishes = fc.array(fc.record({ wish, at: day }), { maxLength: 60, size: 'max' });

type World = Map<string, readonly RightsEvent[]>;
type Step = { readonly command: RightsCommand; readonly before: RightsState; readonly after: RightsState };

const stateOf = (world: World, one: string): RightsState => fold(rights, world.get(one) ?? []);

const commandOf = (world: World, { wish: one, at }: { wish: Wish; at: string }, n: number): RightsCommand => {
  const granter = { actorId: one.by, rights: stateOf(world, one.by).rights };
  const added = { actorId: one.to, granter, above, at };
  if (one.type === 'grant') {
    const held = granter.rights[one.n % Math.max(granter.rights.length, 1)] ?? someRight();
    return { type: 'GrantRight', data: { ...added, ...held, ...one.like, rightId: uuid('b', Math.floor(n / 3)) } };
  }
  if (one.type === 'revoke') {
    return { type: 'RevokeSessions', data: { ...added, reason: 'x', notBefore: `${at}T00:00:00.00${one.n}Z` } };
  }
  const { rightId = uuid('c', 1) } = stateOf(world, one.to).rights[one.n] ?? {};
  return { type: 'WithdrawRight', data: { ...added, reason: 'x', rightId } };
};

/** The root holds what nobody granted; all else comes of the wishes. */
const live = (held: readonly Omit<Right, 'rightId'>[], all: readonly { wish: Wish; at: string }[]) => {
  const founding = held.map((right, n): RightsEvent => {
    const data = { ...right, rightId: uuid('d', n), actorId: ROOT, by: ROOT, at: '2026-01-01' };
    return { type: 'RightGranted', data };
  });
  const world: World = new Map([[ROOT, founding]]);
  const rejected = new Set<string>();
  const steps = all.map((one, n): Step => {
    const command = commandOf(world, one, n);
    const before = stateOf(world, one.wish.to);
    const decision = rights.decide(command, before);
    if (decision.ok) world.set(one.wish.to, [...(world.get(one.wish.to) ?? []), ...decision.events]);
    else rejected.add(decision.rejection.code);
    return { command, before, after: stateOf(world, one.wish.to) };
  });
  return { world, steps, rejected };
};

const isWithin = (less: Right, more: Omit<Right, 'rightId'>): boolean =>
  more.mayGrant &&
  less.role === more.role &&
  (more.unitId === null || (above[less.unitId ?? ''] ?? []).includes(more.unitId)) &&
  less.from >= more.from &&
  (less.to ?? '9999-12-31') <= (more.to ?? '9999-12-31') &&
  (more.capture || !less.capture) &&
  (more.sensitive || !less.sensitive) &&
  less.topics.every((topic) => more.topics.includes(topic));

describe('rights', () => {
  it('are never more than what the root of the chain held, whatever is granted on', () => {
    let ofThirdHand = 0;
    fc.assert(
      fc.property(roots, wishes, (held, all) => {
        const { world } = live(held, all);
        for (const [one, events] of world) {
          if (one === ROOT) continue;
          for (const event of events) {
            if (event.type !== 'RightGranted') continue;
            expect(held.some((more) => isWithin(event.data, more))).toBe(true);
            if (event.data.by !== ROOT) ofThirdHand += 1;
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(ofThirdHand).toBeGreaterThan(0);
  });

  it('are no more for the root than before', () => {
    fc.assert(
      fc.property(roots, wishes, (held, all) => {
        for (const right of stateOf(live(held, all).world, ROOT).rights) {
          expect(held.some((more) => isWithin(right, { ...more, mayGrant: true }))).toBe(true);
        }
      }),
    );
  });

  it('record nothing new for the same command again', () => {
    fc.assert(
      fc.property(roots, wishes, (held, all) => {
        for (const { command, after } of live(held, all).steps) {
          const again = rights.decide(command, after);
          expect(again.ok ? again.events : []).toEqual([]);
        }
      }),
    );
  });

  it('are stored as their schemas say, and every refusal has a sentence', () => {
    fc.assert(
      fc.property(roots, wishes, (held, all) => {
        const { world, rejected } = live(held, all);
        for (const { type, data } of [...world.values()].flat()) {
          expect(rightsEvents[type].schema.safeParse(data)).toMatchObject({ success: true });
        }
        for (const code of rejected) expect(accessMessages).toHaveProperty(code);
      }),
    );
  });

  it('fold from any events, in whatever order', () => {
    fc.assert(
      fc.property(roots, wishes, fc.func(fc.nat()), (held, all, order) => {
        const events = [...live(held, all).world.values()].flat();
        const state = fold(
          rights,
          events.toSorted((a, b) => order(a) - order(b)),
        );
        expect(state.rights.length).toBeLessThanOrEqual(events.length);
      }),
    );
  });

  it('have rows that say what the streams say', () => {
    fc.assert(
      fc.property(roots, wishes, (held, all) => {
        const { world } = live(held, all);
        const rows = new Map<string, RightRow>();
        for (const [one, events] of world) {
          events.forEach((event, n) => {
            if (event.type === 'SessionsRevoked') return;
            const versioned = { ...event, streamVersion: n + 1 };
            const [key = ''] = rightKeysOf(event);
            const row = evolveRightRow(rows.get(key), versioned);
            if (row) rows.set(key, row);
            expect(evolveRightRow(row, versioned)).toEqual(row);
          });
          const inForce = [...rows.values()].filter((row) => row.actorId === one && row.withdrawnAt === null);
          expect(inForce.map(({ rightId }) => rightId)).toEqual(stateOf(world, one).rights.map((r) => r.rightId));
        }
      }),
    );
  });
});
