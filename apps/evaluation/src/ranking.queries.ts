import { Inject, Injectable } from '@nestjs/common';
import { columnsOf, ListQueries, Moments } from '@sohoi/nest';
import type { Actor, Listed, ShownMoment } from '@sohoi/nest';
import type { z } from 'zod';
import { ClusterEntity } from './cluster.entity.js';
import { visibleIn } from './cluster.queries.js';
import { Explanations } from './explanations.js';
import { RankingsThen } from './past/rankings-then.js';
import { ranking } from './ranking.answers.js';
import type { rankingQuery, RankingRow } from './ranking.answers.js';
import { ClusterRankingEntity } from './standing.entities.js';
import { inPeriod, resultOf } from './which-result.js';

type OneRanking = { readonly data: RankingRow; readonly position: string } & ShownMoment;

const rankings: Listed = {
  projections: ['cluster-ranking', 'clusters', 'units'],
  entity: ClusterRankingEntity,
  alias: 'result',
  columns: { ...columnsOf('result', ranking), trace: 'result.trace' },
  id: 'result.clusterId',
  within: (query, scope) =>
    visibleIn(query.innerJoin(ClusterEntity, 'cluster', 'cluster.clusterId = result.clusterId'), scope),
};

@Injectable()
export class RankingQueries {
  constructor(
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(Explanations) private readonly explanations: Explanations,
    @Inject(Moments) private readonly moments: Moments,
    @Inject(RankingsThen) private readonly then: RankingsThen,
  ) {}

  /** The ranking in the period asked for, or in the last one. */
  async one(actor: Actor, clusterId: string, asked: z.infer<typeof rankingQuery>) {
    const { data: row, ...rest } = await this.withTraces(actor, clusterId, asked);
    const { trace, entries, ...data } = row;
    const traces = new Map(Object.entries(trace));
    const explained = await this.explanations.explain('cluster-ranking', traces, rest.asOf?.position);
    return {
      data: { ...data, entries: entries.map((one) => ({ ...one, trace: explained.get(one.unitId) })) },
      ...rest,
    };
  }

  /** The same, its traces as they were made. @throws Problem not-found that names the cluster, the period or the revision */
  async withTraces(actor: Actor, clusterId: string, asked: z.infer<typeof rankingQuery>): Promise<OneRanking> {
    const moment = await this.moments.of(asked);
    return resultOf(asked, (which) =>
      moment
        ? this.then.one(actor, clusterId, which, moment)
        : this.queries.one<RankingRow>(...([rankings, actor, clusterId, { atLeast: asked.atLeast }] as const), {
            and: (query) => inPeriod(query, which),
          }),
    );
  }
}
