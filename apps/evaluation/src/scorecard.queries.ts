import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import { columnsOf, Keyset, ListQueries, momentShown, oneOf, pageAsOfQuery, pageOf, readAsOfQuery } from '@sohoi/nest';
import type { Actor, Listed } from '@sohoi/nest';
import { z } from 'zod';
import { CardsThen } from './cards-then.js';
import { ScorecardEntity } from './scorecard.entity.js';

const value = z.object({ points: z.number(), bonus: z.number() });
const scorecard = z.object({
  scorecardId: id,
  periodId: id,
  body: z.object({ kind: z.enum(['unit', 'chapter']), id }),
  unitId: id,
  rubricId: id,
  rubricVersion: z.int(),
  status: z.enum(['proposed', 'returned', 'verified', 'approved', 'published']),
  scores: z.array(
    z.object({
      criterionId: z.string(),
      maxPoints: z.number(),
      maxBonus: z.number(),
      proposed: value,
      verified: value.nullable(),
      official: value.nullable(),
    }),
  ),
  returnReason: z.string().nullable(),
  revision: z.int().nullable().meta({ description: '1 when published, one more with each correction.' }),
  streamVersion: z.int(),
});
type Scorecard = z.infer<typeof scorecard>;

const example: Scorecard = {
  scorecardId: '1d2e3f40-5a6b-5c7d-8e9f-0a1b2c3d4e5f',
  periodId: 'f0e1d2c3-b4a5-5968-8776-655443322110',
  body: { kind: 'chapter', id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304' },
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  rubricId: 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8',
  rubricVersion: 1,
  status: 'verified',
  scores: [
    {
      criterionId: 'movements',
      maxPoints: 30,
      maxBonus: 5,
      proposed: { points: 27.5, bonus: 2 },
      verified: { points: 25, bonus: 2 },
      official: null,
    },
  ],
  returnReason: null,
  revision: null,
  streamVersion: 2,
};
const position = '00000000000000000042';

export const scorecardPage = pageOf(scorecard)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const scorecardAnswer = oneOf(scorecard)
  .extend(momentShown)
  .meta({ example: { data: example, position } });

export const scorecardsQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  period: id.optional().meta({ description: 'Only of this period.' }),
  unit: id.optional().meta({ description: 'Only of this unit or chapter, and of what lies below it.' }),
  status: scorecard.shape.status.optional(),
});

const byId = new Keyset({ 'scorecard.scorecardId': id });

const scorecards: Listed = {
  projections: ['scorecards', 'units'],
  entity: ScorecardEntity,
  alias: 'scorecard',
  columns: columnsOf('scorecard', scorecard),
  id: 'scorecard.scorecardId',
  within: 'scorecard.bodyId',
  past: { without: ['status', 'scores', 'returnReason', 'revision', 'streamVersion'] },
};

@Injectable()
export class ScorecardQueries {
  constructor(
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(CardsThen) private readonly then: CardsThen,
  ) {}

  /** Of another moment a page with `status` may have fewer cards than `limit`, though there is a next one. */
  async list(actor: Actor, { status, ...filter }: z.infer<typeof scorecardsQuery>) {
    const ofNow = filter.asOf === undefined && filter.validAt === undefined;
    const page = await this.queries.page<Scorecard>(scorecards, byId, actor, filter, {
      equal: { 'scorecard.periodId': filter.period, 'scorecard.status': ofNow ? status : undefined },
    });
    if (!page.asOf) return page;
    const cards = await this.then.of(page.data.map(idOf), momentOf(page.asOf.position, page.validAt));
    return { ...page, data: cards.filter((card) => status === undefined || card.status === status) };
  }

  async one(actor: Actor, scorecardId: string, asked: z.infer<typeof readAsOfQuery>) {
    const { data, ...rest } = await this.queries.one<Scorecard>(scorecards, actor, scorecardId, asked);
    if (!rest.asOf) return { data, ...rest };
    const [card] = await this.then.of([scorecardId], momentOf(rest.asOf.position, rest.validAt));
    return { data: card, ...rest };
  }
}

const idOf = ({ scorecardId }: Scorecard): string => scorecardId;

const momentOf = (position: string, validAt: string | undefined) => ({ position, validAt: validAt ?? null });
