import { Inject, Injectable } from '@nestjs/common';
import { problems, shownMoment } from '@sohoi/nest';
import type { Actor, Moment } from '@sohoi/nest';
import { clusterResult } from '@sohoi/standings';
import type { ClusterResult } from '@sohoi/standings';
import { ClusterQueries } from '../cluster.queries.js';
import type { RankingRow } from '../ranking.answers.js';
import type { Which } from '../which-result.js';
import { PartsAsOf } from './parts-as-of.js';
import { periodsAsked } from './periods-asked.js';

/** The rankings of clusters as they were at a moment. */
@Injectable()
export class RankingsThen {
  constructor(
    @Inject(ClusterQueries) private readonly clusters: ClusterQueries,
    @Inject(PartsAsOf) private readonly parts: PartsAsOf,
  ) {}

  /** @throws Problem not-found */
  async one(actor: Actor, clusterId: string, { period, revision }: Which, moment: Moment) {
    const { position } = moment;
    await this.clusters.one(actor, clusterId, { asOf: position });
    const { state } = await this.parts.clusters({ ownerIds: [clusterId], position });
    for (const { periodId } of periodsAsked(state.rulebook, period, moment)) {
      const result = clusterResult(state, clusterId, periodId, revision || undefined);
      if (!result || (revision !== undefined && result.revision !== revision)) continue;
      return { data: rowOf(result), position, ...shownMoment(moment) };
    }
    throw problems.notFound('id', clusterId);
  }
}

const rowOf = ({ rubric, entries, ...result }: ClusterResult): RankingRow => ({
  ...result,
  ...rubric,
  entries: entries.map(({ unitId, name, rank, interval, trace }) => ({
    ...{ unitId, name, rank, interval: interval && [...interval] },
    ...{ score: trace.score, proposedScore: trace.proposedScore, level: trace.level },
  })),
  trace: Object.fromEntries(entries.map(({ unitId, trace }) => [unitId, trace])),
});
