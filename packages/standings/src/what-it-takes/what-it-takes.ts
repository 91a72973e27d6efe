import type { Rubric } from '@sohoi/evaluation/events';
import { round } from '../points.js';
import type { Cap, CriterionTrace, Rating, Trace } from '../trace.js';
import { nextAbove, unmetIn } from './goal.js';
import type { Goal } from './goal.js';
import { keyOf, leversOf, movedBy, valueAt } from './lever.js';
import type { Lever } from './lever.js';
import { after, enoughAlone, fewestForOne, planTo, pointsBy, scoreIn, toTheFull } from './plan.js';
import type { Move, Why } from './plan.js';
import { rated, situationOf } from './situation.js';
import type { Situation } from './situation.js';

/** A change of one measure, or of the points that people gave, and what it does to the total. */
export type Change = {
  readonly criterionId: string;
  /** Null: the points themselves. */
  readonly measure: string | null;
  readonly from: number | null;
  readonly to: number;
  /** Difference in the total, with what stands before it in the list. */
  readonly points: number;
};

/** Of one criterion: the points that it could still give, by the smallest change that gives any and by that which gives all. */
export type Open = {
  readonly criterionId: string;
  readonly missing: number;
  readonly least: Change | null;
  readonly full: Change | null;
};

/**
 * What it would take to reach the next level. Arithmetic over the rules and what was read, not advice: it knows nothing
 * of what can be done, of effort, or of what else a change brings with it.
 */
export type WhatItTakes = {
  readonly from: string;
  /** The next level; null: there is none above. */
  readonly to: string | null;
  readonly pointsMissing: number;
  /** Conditions and vetoes of the next level that do not hold. */
  readonly unmet: readonly Pick<Cap, 'by' | 'criterionId' | 'required' | 'actual'>[];
  /** Changes that together reach it, by few criteria; null: none that we know do. */
  readonly changes: readonly (Change & { readonly why: Why })[] | null;
  /** Each of them could stand for the last change that is made for the points. Most points for a unit first. */
  readonly instead: readonly Change[];
  /** All criteria with points missing, most points for a unit first, those that nothing we know would raise last. */
  readonly open: readonly Open[];
};

/** More than any rubric that we know of has; with more, the search could keep others waiting. */
const MOST_CRITERIA = 40;

/** Null: without a level nothing is known of the subject; with more than 40 criteria nothing is searched. @param compared whether rated against the units of a cluster */
export const whatItTakes = (
  rubric: Rubric,
  trace: Rating & Pick<Trace, 'period'>,
  compared: boolean,
): WhatItTakes | null =>
  trace.level === null || rubric.criteria.length > MOST_CRITERIA
    ? null
    : fromHere(situationOf(rubric, trace, compared), trace.level);

const fromHere = (situation: Situation, level: string): WhatItTakes => {
  const { rubric } = situation.rules;
  const rating = rated(situation);
  const goal = nextAbove(rubric, level);
  const moves = goal && planTo(situation, goal);
  return {
    from: level,
    to: goal?.level.code ?? null,
    pointsMissing: goal ? round(Math.max(0, goal.level.minPoints - (rating.score ?? 0))) : 0,
    unmet: goal ? unmetOf(goal, rating) : [],
    changes: moves && changesOf(situation, moves).map((change, n) => ({ ...change, why: moves[n]?.why ?? 'points' })),
    instead: goal && moves ? insteadOf(situation, goal, moves) : [],
    open: openIn(situation, rating),
  };
};

const unmetOf = (goal: Goal, rating: Rating): WhatItTakes['unmet'] =>
  goal.demands
    .filter((demand) => unmetIn({ ...goal, demands: [demand] }, rating))
    .map(({ by, criterionId, place, required }) => {
      const { points = null, maxPoints = 0 } = rating.criteria[place] ?? {};
      const actual = points === null || by === 'veto' || maxPoints === 0 ? points : points / maxPoints;
      return { by, criterionId, required, actual };
    });

const changesOf = (situation: Situation, moves: readonly Move[]): readonly Change[] =>
  moves.map(({ lever, steps }, n) => changeOf(after(situation, moves.slice(0, n)), lever, steps));

const changeOf = (situation: Situation, lever: Lever, steps: number): Change => ({
  criterionId: lever.criterionId,
  measure: lever.moves === 'points' ? null : lever.moves.measure,
  from: lever.from,
  to: valueAt(lever, steps),
  points: round(scoreIn(movedBy(situation, lever, steps)) - scoreIn(situation)),
});

const insteadOf = (situation: Situation, goal: Goal, moves: readonly Move[]): readonly Change[] => {
  const last = moves.findLast(({ why }) => why === 'points');
  if (!last) return [];
  const kept = moves.filter((move) => move !== last);
  const base = after(situation, kept);
  const moved = new Set(moves.map(({ lever }) => keyOf(lever)));
  const levers = leversOf(situation).filter((lever) => !moved.has(keyOf(lever)));
  return enoughAlone(goal, base, levers, new Map()).map(({ lever, steps }) => changeOf(base, lever, steps));
};

/** Points for each unit of change; a criterion that nothing raises has none. */
const worthOf = ({ full }: Open): number => (full ? full.points / Math.abs(full.to - (full.from ?? 0)) : -Infinity);

const openIn = (situation: Situation, { criteria }: Rating): readonly Open[] => {
  const levers = leversOf(situation);
  const open = criteria.flatMap((criterion, place): readonly Open[] => {
    const { criterionId, kind, points, bonus, maxPoints, why, feed } = criterion;
    const maxBonus = feed.by === 'score' ? (situation.rules.rubric.criteria[place]?.maxBonus ?? 0) : 0;
    const earned = (points ?? 0) + bonus;
    const missing = round(kind === 'penalty' ? earned : maxPoints + maxBonus - earned);
    if (why === 'voided' || missing <= 0) return [];
    const [best] = levers
      .filter((lever) => lever.place === place)
      .flatMap((lever) => {
        const steps = toTheFull(situation, lever);
        if (steps === null) return [];
        const isMore = (moved: CriterionTrace): boolean => pointsBy(lever, moved) > pointsBy(lever, criterion);
        const least = fewestForOne(situation, lever, isMore) ?? steps;
        return [{ least: changeOf(situation, lever, least), full: changeOf(situation, lever, steps) }];
      });
    return [{ criterionId, missing, least: best?.least ?? null, full: best?.full ?? null }];
  });
  return open.sort((a, b) => worthOf(b) - worthOf(a));
};
