import {
  clusterDocuments,
  clusterResult,
  createClusterRanking,
  evolveClusterRanking,
  restoreClusterDocument,
} from '@sohoi/standings';
import type { ClusterDocument, ClusterRanking, RankedUnit } from '@sohoi/standings';
import type { Lift, Projection } from '@sohoi/projection';
import { standingProjection } from './standing.projection.js';

const entryOf = ({ unitId, name, rank, interval, trace }: RankedUnit): object => ({
  unitId,
  name,
  rank,
  interval,
  score: trace.score,
  proposedScore: trace.proposedScore,
  level: trace.level,
});

const rowOf = (state: ClusterRanking, clusterId: string, periodId: string, revision?: number): object | null => {
  const result = clusterResult(state, clusterId, periodId, revision);
  if (!result) return null;
  const last = revision === undefined ? result.revision : clusterResult(state, clusterId, periodId)?.revision;
  return {
    cluster_id: clusterId,
    unit_id: result.unitId,
    name: result.name,
    period_id: periodId,
    period_code: result.periodCode,
    revision: result.revision,
    status: result.status,
    because: result.because,
    current: result.revision === last,
    rubric_id: result.rubric.rubricId,
    rubric_version: result.rubric.rubricVersion,
    as_of_position: result.asOfPosition,
    method: result.method,
    entries: result.entries.map(entryOf),
    trace: Object.fromEntries(result.entries.map(({ unitId, trace }) => [unitId, trace])),
  };
};

/** How the units of each cluster rank in each period; `trace` has one trace per unit id. */
export const clusterRanking = (lift: Lift): Projection =>
  standingProjection<ClusterRanking, ClusterDocument>(
    {
      name: 'cluster-ranking',
      version: 2,
      table: 'cluster_ranking',
      results: {
        owner: 'cluster_id',
        columns: [
          ['unit_id', 'uuid NOT NULL'],
          ['name', 'text NOT NULL'],
          ['method', 'text NOT NULL'],
          ['entries', 'json NOT NULL'],
          ['trace', 'json NOT NULL'],
        ],
      },
      create: () => createClusterRanking({ evidence: true }),
      evolve: evolveClusterRanking,
      pendingOf: ({ pending }) => pending,
      documentsOf: clusterDocuments,
      restore: restoreClusterDocument,
      rulebookOf: ({ rulebook }) => rulebook,
      ratedIn: ({ frozen }, periodId) => frozen.get(periodId)?.keys() ?? [],
      rowOf,
    },
    lift,
  );
