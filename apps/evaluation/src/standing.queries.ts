import { Inject, Injectable } from '@nestjs/common';
import { code, id } from '@sohoi/fields';
import {
  Keyset,
  oneOf,
  pageOf,
  pageQuery,
  problems,
  ReadModels,
  readQuery,
  withinScope,
  withinUnit,
} from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { Trace } from '@sohoi/standings';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { Explanations } from './explanations.js';
import { ChapterStrengthEntity } from './standing.entities.js';
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
type Standing = z.infer<typeof standing>;

const example: Standing = {
  chapterId: 'd5e6f708-192a-5b3c-8d4e-5f6071829304',
  name: 'Chi hội Ví Dụ',
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  ...resultExample,
  ...{ score: 34, proposedScore: 34, maxScore: 40, level: 'good' },
};
const position = '00000000000000000042';

export const standingPage = pageOf(standing).meta({ example: { data: [example], next: null, position } });
export const standingAnswer = oneOf(z.object({ ...standing.shape, trace: explainedTrace })).meta({
  example: { data: { ...example, trace: traceExample }, position },
});

export const standingsQuery = z.strictObject({
  ...pageQuery.shape,
  period: periodOf.optional(),
  unit: id.optional().meta({ description: 'Only chapters of this unit and of what lies below it.' }),
  level: code.optional(),
});

export const standingQuery = z.strictObject({
  ...readQuery.shape,
  period: periodOf.optional(),
  revision: z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .optional()
    .meta({ description: 'A published revision, from 1; absent: the one that counts now.' }),
});

/** Best first; those without a score last. */
const bestFirst = new Keyset({
  'coalesce(-result.score, 1)': z.string().regex(/^-?\d{1,9}(\.\d{1,20})?$/),
  'place.name': z.string(),
  'result.chapterId': id,
  'result.periodId': id,
});

const COLUMNS = [
  ...['unitId', 'periodId', 'periodCode', 'revision', 'status', 'because'],
  ...['rubricId', 'rubricVersion', 'asOfPosition', 'score', 'proposedScore', 'maxScore', 'level'],
];

/** The scope is that of the unit tree, so both must be there. */
const PROJECTIONS = ['chapter-strength', 'units'];

/** Only results of that period, given by id or by code. */
export const ofPeriod = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, period: string | undefined): void => {
  if (period === undefined) return;
  if (id.safeParse(period).success) query.andWhere('result.periodId = :period', { period });
  else query.andWhere('result.periodCode = :period', { period });
};

/** The one result of an owner: of that period or the last one, in that revision or the one that counts. */
export const inPeriod = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { period, revision }: { period: string | undefined; revision: number | undefined },
): void => {
  ofPeriod(query, period);
  if (revision === undefined) query.andWhere('result.current');
  else query.andWhere('result.revision = :revision', { revision });
  query.orderBy('result.periodCode', 'DESC').addOrderBy('result.periodId').limit(1);
};

@Injectable()
export class StandingQueries {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(Explanations) private readonly explanations: Explanations,
  ) {}

  async list(actor: Actor, filter: z.infer<typeof standingsQuery>) {
    const query = withinUnit(this.standingsOf(actor), filter.unit).andWhere('result.current');
    ofPeriod(query, filter.period);
    if (filter.level) query.andWhere('result.level = :level', { level: filter.level });
    const read = await this.reads.read<Standing>(PROJECTIONS, bestFirst.apply(query, filter), filter.atLeast);
    return bestFirst.page(read, filter.limit);
  }

  /** The standing in the period asked for, or in the last one. */
  async one(actor: Actor, chapterId: string, { period, revision, atLeast }: z.infer<typeof standingQuery>) {
    const query = this.standingsOf(actor)
      .addSelect('result.trace', 'trace')
      .andWhere('result.chapterId = :chapterId', { chapterId });
    inPeriod(query, { period, revision });
    const read = await this.reads.read<Standing & { readonly trace: Trace }>(PROJECTIONS, query, atLeast);
    const row = read.rows[0];
    if (!row) throw problems.notFound('id', chapterId);
    const explained = await this.explanations.explain('chapter-strength', new Map([[chapterId, row.trace]]));
    return { data: { ...row, trace: explained.get(chapterId) }, position: read.position };
  }

  private standingsOf(actor: Actor) {
    const query = this.reads.manager
      .createQueryBuilder(ChapterStrengthEntity, 'result')
      .select('result.chapterId', 'chapterId')
      .addSelect('place.name', 'name');
    for (const column of COLUMNS) query.addSelect(`result.${column}`, column);
    return withinScope(query, 'result.chapterId', actor);
  }
}
