import type { Criterion } from '@sohoi/evaluation/events';
import { readsOf } from '../readings.js';
import type { CriterionTrace, Rating } from '../trace.js';
import { unmetIn } from './goal.js';
import type { Demand, Goal } from './goal.js';
import { leastOf } from './least.js';
import { isSame, keyOf, leversOf, movedBy } from './lever.js';
import type { Lever } from './lever.js';
import { rated } from './situation.js';
import type { Situation } from './situation.js';

/** Why a lever is moved: for a demand of the level, or for the points that are missing. */
export type Why = Demand['by'] | 'points';
export type Move = { readonly lever: Lever; readonly steps: number; readonly why: Why };

export const after = (situation: Situation, moves: readonly Move[]): Situation =>
  moves.reduce((now, { lever, steps }) => movedBy(now, lever, steps), situation);

export const scoreIn = (situation: Situation): number => rated(situation).score ?? 0;

/** The situation of one criterion alone, whose points depend on no other. */
const ofOne = ({ rules, readings, months, bests }: Situation, place: number): Situation => ({
  rules: { ...rules, rubric: { ...rules.rubric, criteria: rules.rubric.criteria.slice(place, place + 1) } },
  readings: readings.slice(place, place + 1),
  months,
  bests: bests?.slice(place, place + 1),
});

/** The fewest steps after which it is so of the lever's own criterion, whose points never fall with more of them. */
export const fewestForOne = (
  situation: Situation,
  lever: Lever,
  isSo: (criterion: CriterionTrace) => boolean,
): number | null => {
  const alone = ofOne(situation, lever.place);
  const here = { ...lever, place: 0 };
  return leastOf(lever.most, (steps) => rated(movedBy(alone, here, steps)).criteria.every(isSo));
};

/** Points of one criterion, in the direction that is wanted. */
export const pointsBy = ({ direction }: Lever, { points, bonus }: CriterionTrace): number =>
  points === null ? 0 : direction * (points + bonus);

const pointsAfter = (situation: Situation, lever: Lever, steps: number): number => {
  const [criterion] = rated(movedBy(ofOne(situation, lever.place), { ...lever, place: 0 }, steps)).criteria;
  return criterion ? pointsBy(lever, criterion) : 0;
};

/** Whether the measure is read by more than one criterion: then raising it for one may lower another. */
const isShared = (lever: Lever, { rules }: Situation): boolean =>
  lever.moves !== 'points' && rules.rubric.criteria.filter((rule, i) => isMovedBy(lever, rule, i)).length > 1;

/** The fewest steps of one lever after which it is so. */
export const fewest = (situation: Situation, lever: Lever, isSo: (moved: Situation) => boolean): number | null =>
  leastOf(lever.most, (steps) => isSo(movedBy(situation, lever, steps)), isShared(lever, situation));

/** The fewest steps after which a criterion gives all that this lever can give it; null if it gives nothing more. */
export const toTheFull = (situation: Situation, lever: Lever): number | null => {
  const most = pointsAfter(situation, lever, lever.most);
  if (most <= pointsAfter(situation, lever, 0)) return null;
  return fewestForOne(situation, lever, (criterion) => pointsBy(lever, criterion) >= most);
};

/** Moves that reach a goal: first what it demands, then the points, by few criteria. Null: no moves that we know do. */
export const planTo = (situation: Situation, goal: Goal): readonly Move[] | null => {
  const levers = leversOf(situation);
  const moves = new Map<string, Move>();
  const now = (): Situation => after(situation, [...moves.values()]);
  // Each lever is moved to the full at most once; demands are looked at anew after each.
  for (let tries = 0; tries <= 2 * levers.length; tries += 1) {
    const rating = rated(now());
    if (goal.isReached(rating)) return trimmed(situation, goal, [...moves.values()]);
    const unmet = unmetIn(goal, rating);
    const move = unmet ? moveFor(unmet, situation, levers, moves) : moveForPoints(goal, situation, levers, moves);
    if (!move) return null;
    moves.set(keyOf(move.lever), move);
  }
  return null;
};

const others = (moves: ReadonlyMap<string, Move>, lever: Lever): readonly Move[] =>
  [...moves].filter(([key]) => key !== keyOf(lever)).map(([, move]) => move);

const moveFor = (
  { by, place, holds }: Demand,
  situation: Situation,
  levers: readonly Lever[],
  moves: ReadonlyMap<string, Move>,
): Move | undefined => {
  for (const lever of levers.filter((one) => one.place === place)) {
    const steps = fewestForOne(after(situation, others(moves, lever)), lever, holds);
    if (steps !== null) return { lever, steps, why: by };
  }
  return undefined;
};

/**
 * A lever that is enough alone: one that is moved already, else the one that gives most points for a unit; if none is
 * enough, the one that gives most.
 */
const moveForPoints = (
  goal: Goal,
  situation: Situation,
  levers: readonly Lever[],
  moves: ReadonlyMap<string, Move>,
): Move | undefined => {
  const why = (lever: Lever): Why => moves.get(keyOf(lever))?.why ?? 'points';
  const alone = enoughAlone(goal, situation, levers, moves);
  const enough = alone.find(({ lever }) => moves.has(keyOf(lever))) ?? alone[0];
  if (enough) return { ...enough, why: why(enough.lever) };
  const now = after(situation, [...moves.values()]);
  const before = scoreIn(now);
  let best: { move: Move; gained: number } | undefined;
  for (const lever of levers) {
    const base = moves.has(keyOf(lever)) ? after(situation, others(moves, lever)) : now;
    const steps = toTheFull(base, lever);
    if (steps === null || steps <= (moves.get(keyOf(lever))?.steps ?? 0)) continue;
    const gained = scoreIn(movedBy(base, lever, steps)) - before;
    if (gained > (best?.gained ?? 0)) best = { move: { lever, steps, why: why(lever) }, gained };
  }
  return best?.move;
};

/** Levers each of which reaches the goal by itself, after the moves made; those that give most points for a unit first. */
export const enoughAlone = (
  goal: Goal,
  situation: Situation,
  levers: readonly Lever[],
  moves: ReadonlyMap<string, Move>,
): readonly Move[] => {
  const now = after(situation, [...moves.values()]);
  const rating = rated(now);
  const before = rating.score ?? 0;
  const known = new Set<string>();
  return levers
    .flatMap((lever) => {
      if (known.has(keyOf(lever))) return [];
      known.add(keyOf(lever));
      if (before + stillIn(lever, rating, situation) < goal.level.minPoints) return [];
      const base = moves.has(keyOf(lever)) ? after(situation, others(moves, lever)) : now;
      const steps = fewest(base, lever, (moved) => goal.isReached(rated(moved)));
      if (steps === null) return [];
      const gained = scoreIn(movedBy(base, lever, steps)) - before;
      return [{ move: { lever, steps, why: 'points' as const }, perUnit: gained / (steps * lever.step) }];
    })
    .sort((a, b) => b.perUnit - a.perUnit)
    .map(({ move }) => move);
};

/** What the criteria that a lever moves could still give at most; a cent more for rounding. */
const stillIn = (lever: Lever, { criteria }: Rating, { rules }: Situation): number =>
  rules.rubric.criteria.reduce((sum, rule, i) => {
    const trace = criteria[i];
    if (!trace || !isMovedBy(lever, rule, i)) return sum;
    const earned = (trace.points ?? 0) + trace.bonus;
    return sum + (rule.kind === 'penalty' ? earned : rule.maxPoints + (rule.maxBonus ?? 0) - earned);
  }, 0.01);

const isMovedBy = ({ moves, place }: Lever, { feed }: Criterion, i: number): boolean =>
  moves === 'points' ? i === place : feed.by === 'indicator' && readsOf(feed).some((own) => isSame(own, moves));

const ROUNDS = 5;

/** Each move as short as it can be with the others as they are. */
const trimmed = (situation: Situation, goal: Goal, moves: readonly Move[]): readonly Move[] => {
  let kept = moves;
  for (let round = 0; round < ROUNDS; round += 1) {
    const shorter = kept.reduce((all, { lever }) => {
      const base = after(
        situation,
        all.filter((one) => keyOf(one.lever) !== keyOf(lever)),
      );
      const isSo = (moved: Situation): boolean => goal.isReached(rated(moved));
      const steps = isSo(base) ? 0 : (fewest(base, lever, isSo) ?? 0);
      return all.map((one) => (keyOf(one.lever) === keyOf(lever) ? { ...one, steps } : one));
    }, kept);
    const isSame = shorter.every(({ steps }, n) => steps === kept[n]?.steps);
    kept = shorter.filter(({ steps }) => steps > 0);
    if (isSame) break;
  }
  return kept;
};
