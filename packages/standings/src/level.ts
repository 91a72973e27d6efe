import type { Level, Rubric } from '@sohoi/evaluation/events';
import type { Cap, CriterionTrace } from './trace.js';

type Reached = { readonly level: string; readonly caps: readonly Cap[] };

/**
 * The level of a total: the best whose threshold it reaches, then down past each level with a condition that does not
 * hold, then down to the lowest cap of the vetoes. Below every threshold it is the last level. A condition on a
 * criterion of which nothing is known does not hold; a veto needs evidence. Voided criteria deny nothing.
 */
export const levelOf = (rubric: Rubric, total: number, criteria: readonly CriterionTrace[]): Reached => {
  const { levels, veto: vetoes = [] } = rubric;
  const inForce = new Map(criteria.filter(({ why }) => why !== 'voided').map((trace) => [trace.criterionId, trace]));
  const caps: Cap[] = [];
  const last = levels.length - 1;

  let reached = levels.findIndex(({ minPoints }) => total >= minPoints);
  if (reached === -1) reached = last;
  while (reached < last) {
    const denied = unmet(levels[reached], levels[reached + 1], inForce);
    if (denied.length === 0) break;
    caps.push(...denied);
    reached += 1;
  }

  for (const { criterionId, capLevel, below } of vetoes) {
    const points = inForce.get(criterionId)?.points ?? null;
    const cap = levels.findIndex(({ code }) => code === capLevel);
    if (points === null || points >= below || cap <= reached) continue;
    const from = levels[reached]?.code ?? capLevel;
    caps.push({ by: 'veto', criterionId, from, to: capLevel, required: below, actual: points });
    reached = cap;
  }
  return { level: levels[reached]?.code ?? '', caps };
};

const unmet = (
  level: Level | undefined,
  next: Level | undefined,
  inForce: ReadonlyMap<string, CriterionTrace>,
): readonly Cap[] =>
  (level?.conditions ?? []).flatMap(({ criterionId, minShare }) => {
    const trace = inForce.get(criterionId);
    if (!level || !next || !trace) return [];
    const { points, maxPoints } = trace;
    const actual = points === null ? null : maxPoints === 0 ? 1 : points / maxPoints;
    const holds = actual !== null && actual >= minShare;
    return holds
      ? []
      : [{ by: 'condition' as const, criterionId, from: level.code, to: next.code, required: minShare, actual }];
  });
