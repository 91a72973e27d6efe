import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import { columnsOf, ListQueries, Moments, momentShown, oneOf, readAsOfQuery } from '@sohoi/nest';
import type { Actor, Listed, ShownMoment } from '@sohoi/nest';
import type { Trace } from '@sohoi/standings';
import { z } from 'zod';
import { ClusterEntity } from './cluster.entity.js';
import { visibleIn } from './cluster.queries.js';
import { Explanations } from './explanations.js';
import { RankingsThen } from './past/rankings-then.js';
import { ClusterRankingEntity } from './standing.entities.js';
import { explainedTrace, periodOf, result, resultExample, traceExample } from './standing.schemas.js';
import { inPeriod, resultOf } from './which-result.js';

const entry = z.object({
  unitId: id,
  name: z.string(),
  rank: z.int().nullable().meta({ description: 'Null: no score, so no rank; such units stand last.' }),
  interval: z
    .tuple([z.int(), z.int()])
    .nullable()
    .meta({ description: 'Best and worst rank when the weights of the criteria change by up to 10 %.' }),
  score: z.number().nullable(),
  proposedScore: z.number().nullable(),
  level: z.string().nullable(),
});
const ranking = z.object({
  clusterId: id,
  name: z.string(),
  unitId: id,
  ...result,
  method: z.enum(['1-2-2-4', '1-2-2-3']),
  entries: z.array(z.object({ ...entry.shape, trace: explainedTrace })),
});
type Entry = z.infer<typeof entry>;
export type RankingRow = Omit<z.infer<typeof ranking>, 'entries'> & {
  readonly entries: readonly Entry[];
  readonly trace: { readonly [unitId: string]: Trace };
};

export const rankingAnswer = oneOf(ranking)
  .extend(momentShown)
  .meta({
    example: {
      data: {
        clusterId: '0000000a-0000-5000-8000-00000000000c',
        name: 'Cụm thi đua Trung bộ',
        unitId: '00000000-0000-5000-8000-000000000001',
        ...resultExample,
        method: '1-2-2-4',
        entries: [
          {
            unitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801',
            name: 'Thanh Hóa',
            ...{ rank: 1, interval: [1, 2], score: 34, proposedScore: 34, level: 'good' },
            trace: traceExample,
          },
        ],
      },
      position: '00000000000000000042',
    },
  });

export const rankingQuery = z.strictObject({
  ...readAsOfQuery.shape,
  period: periodOf.optional(),
  revision: z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .optional()
    .meta({ description: 'A published revision, from 1; absent: the one that counts now.' }),
});

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
