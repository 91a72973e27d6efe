import { chapterResult, clusterResult, isWithin } from '@sohoi/standings';
import type { ChapterStrength, ClusterRanking } from '@sohoi/standings';
import type { Scored } from './compare.js';

/** All chapters that are rated in a period. @param unitId only those in its subtree at the end of the period */
export const chaptersScored = (state: ChapterStrength, periodId: string, unitId: string | null): readonly Scored[] => {
  const period = state.rulebook.periods.get(periodId);
  if (!period) return [];
  return [...state.chapters.byId.keys()].flatMap((id) => {
    const result = chapterResult(state, id, periodId);
    if (!result || (unitId !== null && !isWithin(state.tree, result.unitId, unitId, period.to))) return [];
    const { score, level } = result.trace;
    return [{ id, groupId: null, unitId: result.unitId, score, level, rank: null }];
  });
};

/** All units that are ranked in a period, once for each cluster. @param unitId only those in its subtree */
export const unitsScored = (state: ClusterRanking, periodId: string, unitId: string | null): readonly Scored[] => {
  const period = state.rulebook.periods.get(periodId);
  if (!period) return [];
  return [...state.clusters.keys()].flatMap((groupId) =>
    (clusterResult(state, groupId, periodId)?.entries ?? []).flatMap(({ unitId: id, rank, trace: { score, level } }) =>
      unitId !== null && !isWithin(state.tree, id, unitId, period.to)
        ? []
        : [{ id, groupId, unitId: id, score, level, rank }],
    ),
  );
};
