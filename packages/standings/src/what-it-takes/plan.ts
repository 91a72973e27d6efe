import { readsOf } from '../readings.js';
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

/** Points of one criterion, in the direction that is wanted. */
export const pointsBy = (lever: Lever, situation: Situation): number => {
  const { points = null, bonus = 0 } = rated(situation).criteria[lever.place] ?? {};
  return points === null ? 0 : lever.direction * (points + bonus);
};

/** Whether the measure is read by more than one criterion: then raising it for one may lower another. */
const isShared = ({ moves }: Lever, { rules }: Situation): boolean =>
  moves !== 'points' &&
  rules.rubric.criteria.filter(({ feed }) => feed.by === 'indicator' && readsOf(feed).some((own) => isSame(own, moves)))
    .length > 1;

/** The fewest steps of one lever after which it is so. */
export const fewest = (situation: Situation, lever: Lever, isSo: (moved: Situation) => boolean): number | null =>
  leastOf(lever.most, (steps) => isSo(movedBy(situation, lever, steps)), isShared(lever, situation));

/** The fewest steps after which a criterion gives all that this lever can give it; null if it gives nothing more. */
export const toTheFull = (situation: Situation, lever: Lever): number | null => {
  const most = pointsBy(lever, movedBy(situation, lever, lever.most));
  if (most <= pointsBy(lever, situation)) return null;
  return fewest(situation, lever, (moved) => pointsBy(lever, moved) >= most);
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
    const steps = fewest(after(situation, others(moves, lever)), lever, (moved) => {
      const criterion = rated(moved).criteria[place];
      return criterion !== undefined && holds(criterion);
    });
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
  const before = scoreIn(after(situation, [...moves.values()]));
  let best: { move: Move; gained: number } | undefined;
  for (const lever of levers) {
    const base = after(situation, others(moves, lever));
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
  const before = scoreIn(after(situation, [...moves.values()]));
  const known = new Set<string>();
  return levers
    .flatMap((lever) => {
      if (known.has(keyOf(lever))) return [];
      known.add(keyOf(lever));
      const base = after(situation, others(moves, lever));
      const steps = fewest(base, lever, (moved) => goal.isReached(rated(moved)));
      if (steps === null) return [];
      const gained = scoreIn(movedBy(base, lever, steps)) - before;
      return [{ move: { lever, steps, why: 'points' as const }, perUnit: gained / (steps * lever.step) }];
    })
    .sort((a, b) => b.perUnit - a.perUnit)
    .map(({ move }) => move);
};

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
