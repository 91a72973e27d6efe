import { ClusterEntity } from './cluster.entity.js';
import { ScorecardEntity } from './scorecard.entity.js';
import {
  ChapterEvidenceEntity,
  ChapterStrengthEntity,
  ClusterEvidenceEntity,
  ClusterRankingEntity,
} from './standing.entities.js';

export { EvaluationModule } from './evaluation.module.js';
export { RankingQueries } from './ranking.queries.js';
export { StandingQueries } from './standing.queries.js';
export { OF_THE_PARTY } from './explain/events-behind.js';

/** What TypeORM must know beside the entities of every service. */
export const evaluationEntities: readonly (new () => object)[] = [
  ScorecardEntity,
  ClusterEntity,
  ChapterStrengthEntity,
  ChapterEvidenceEntity,
  ClusterRankingEntity,
  ClusterEvidenceEntity,
];
