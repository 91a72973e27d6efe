import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import { columnsOf, Keyset, ListQueries, Moments } from '@sohoi/nest';
import type { Actor, Listed, ShownMoment } from '@sohoi/nest';
import type { Trace } from '@sohoi/standings';
import { z } from 'zod';
import { Explanations } from './explanations.js';
import { StandingsThen } from './past/standings-then.js';
import { standing } from './standing.answers.js';
import type { Standing, standingQuery, standingsQuery } from './standing.answers.js';
import { ChapterStrengthEntity } from './standing.entities.js';
import { inPeriod, ofPeriod, resultOf } from './which-result.js';

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
