import { Inject, Injectable } from '@nestjs/common';
import { code, id } from '@sohoi/fields';
import {
  columnsOf,
  Keyset,
  ListQueries,
  Moments,
  momentShown,
  oneOf,
  pageAsOfQuery,
  pageOf,
  readAsOfQuery,
} from '@sohoi/nest';
import type { Actor, Listed, ShownMoment } from '@sohoi/nest';
import type { Trace } from '@sohoi/standings';
import { z } from 'zod';
import { Explanations } from './explanations.js';
import { ChapterStrengthEntity } from './standing.entities.js';
import { StandingsThen } from './past/standings-then.js';
import { inPeriod, ofPeriod, resultOf } from './which-result.js';
import { explainedTrace, periodOf, result, resultExample, traceExample } from './standing.schemas.js';

const standing = z.object({
  chapterId: id,
  name: z.string(),
  unitId: id,
  ...result,
  score: z.number().nullable().meta({ description: 'Null: no score, which is not zero; such chapters stand last.' }),
  proposedScore: z.number().nullable(),
  maxScore: z.number(),
  level: z.string().nullable(),
});
export type Standing = z.infer<typeof standing>;

const example: Standing = {
  chapterId: 'd5e6f708-192a-5b3c-8d4e-5f6071829304',
  name: 'Chi hội Ví Dụ',
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  ...resultExample,
  ...{ score: 34, proposedScore: 34, maxScore: 40, level: 'good' },
};
const position = '00000000000000000042';

export const standingPage = pageOf(standing)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const standingAnswer = oneOf(z.object({ ...standing.shape, trace: explainedTrace }))
  .extend(momentShown)
  .meta({
    example: { data: { ...example, trace: traceExample }, position },
  });

export const standingsQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  period: periodOf.optional(),
  unit: id.optional().meta({ description: 'Only chapters of this unit and of what lies below it.' }),
  level: code.optional(),
});

export const standingQuery = z.strictObject({
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

type OneStanding = {
  readonly data: Standing & { readonly trace: Trace };
  readonly position: string;
} & ShownMoment;

/** Best first; those without a score last. */
const bestFirst = new Keyset({
  'coalesce(-result.score, 1)': z.string().regex(/^-?\d{1,9}(\.\d{1,20})?$/),
  'place.name': z.string(),
  'result.chapterId': id,
  'result.periodId': id,
});

const standings: Listed = {
  projections: ['chapter-strength', 'units'],
  entity: ChapterStrengthEntity,
  alias: 'result',
  columns: { ...columnsOf('result', standing), name: 'place.name' },
  id: 'result.chapterId',
  within: 'result.chapterId',
};

@Injectable()
export class StandingQueries {
  constructor(
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(Explanations) private readonly explanations: Explanations,
    @Inject(Moments) private readonly moments: Moments,
    @Inject(StandingsThen) private readonly then: StandingsThen,
  ) {}

  async list(actor: Actor, filter: z.infer<typeof standingsQuery>) {
    const { period, level } = filter;
    const moment = await this.moments.of(filter);
    if (moment) return this.then.list(actor, filter, moment);
    return this.queries.page<Standing>(standings, bestFirst, actor, filter, {
      equal: { 'result.level': level },
      and: (query) => ofPeriod(query.andWhere('result.current'), period),
    });
  }

  /** The standing in the period asked for, or in the last one. */
  async one(actor: Actor, chapterId: string, asked: z.infer<typeof standingQuery>) {
    const { data, ...rest } = await this.withTrace(actor, chapterId, asked);
    const traces = new Map([[chapterId, data.trace]]);
    const explained = await this.explanations.explain('chapter-strength', traces, rest.asOf?.position);
    return { data: { ...data, trace: explained.get(chapterId) }, ...rest };
  }

  /** The same, its trace as it was made. @throws Problem not-found that names the chapter, the period or the revision */
  async withTrace(actor: Actor, chapterId: string, asked: z.infer<typeof standingQuery>): Promise<OneStanding> {
    const moment = await this.moments.of(asked);
    return resultOf(asked, (which) =>
      moment
        ? this.then.one(actor, chapterId, which, moment)
        : this.queries.one<OneStanding['data']>(
            ...([standings, actor, chapterId, { atLeast: asked.atLeast }] as const),
            { and: (query) => inPeriod(query.addSelect('result.trace', 'trace'), which) },
          ),
    );
  }
}
