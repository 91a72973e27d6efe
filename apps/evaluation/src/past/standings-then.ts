import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import { Keyset, ListQueries, problems, shownMoment, UnitEntity } from '@sohoi/nest';
import type { Actor, Listed, Moment, Page, ShownMoment } from '@sohoi/nest';
import { chapterResult, compareVietnamese } from '@sohoi/standings';
import type { ChapterResult, Trace } from '@sohoi/standings';
import { z } from 'zod';
import type { Standing } from '../standing.answers.js';
import type { Which } from '../which-result.js';
import { PartsAsOf } from './parts-as-of.js';
import { inOrder, periodsAsked } from './periods-asked.js';

export type NamedResult = { readonly name: string; readonly result: ChapterResult };
type Chapter = { readonly chapterId: string; readonly name: string };

/** Chapters as they were; rights go by the tree as it is now. */
const chaptersThen: Listed = {
  projections: ['units'],
  entity: UnitEntity,
  alias: 'chapter',
  columns: { chapterId: 'chapter.id', name: 'chapter.name' },
  id: 'chapter.id',
  within: 'chapter.id',
};
const ofChapters = { equal: { 'chapter.kind': 'chapter' } };
const byId = new Keyset({ 'chapter.id': id });

/** Best first; those without a score last. */
const bestFirst = new Keyset({
  score: z.string().regex(/^-?\d{1,9}(\.\d{1,20})?$/),
  name: z.string(),
  chapterId: id,
  periodId: id,
});
const keysOf = ({ score, name, chapterId, periodId }: Standing): readonly string[] => [
  String(score === null ? 1 : 0 - score),
  name,
  chapterId,
  periodId,
];
const compareKeys = (a: readonly string[], b: readonly string[]): number =>
  Number(a[0]) - Number(b[0]) ||
  compareVietnamese(a[1] ?? '', b[1] ?? '') ||
  inOrder(a[2] ?? '', b[2] ?? '') ||
  inOrder(a[3] ?? '', b[3] ?? '');

/** Chapters whose standings are folded for one answer: more than any province has, and what a few seconds suffice for. */
export const MOST_CHAPTERS = 12_000;

type Filter = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly unit?: string | undefined;
  readonly period?: string | undefined;
  readonly level?: string | undefined;
};

/** The standings of chapters as they were at a moment. */
@Injectable()
export class StandingsThen {
  constructor(
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(PartsAsOf) private readonly parts: PartsAsOf,
  ) {}

  /** @throws Problem invalid-input if it is asked for more than `MOST_CHAPTERS` */
  async list(actor: Actor, filter: Filter, moment: Moment): Promise<Page<Standing> & ShownMoment> {
    const { position } = moment;
    const rows = (await this.results(actor, filter, moment)).map(({ name, result }) => rowOf(result, name));
    rows.sort((a, b) => compareKeys(keysOf(a), keysOf(b)));
    return { ...bestFirst.pageOfAll({ rows, position }, keysOf, compareKeys, filter), ...shownMoment(moment) };
  }

  /** All of them with what they rest on, in no order. @throws Problem invalid-input as above */
  async results(
    actor: Actor,
    filter: Omit<Filter, 'limit' | 'cursor'>,
    moment: Moment,
  ): Promise<readonly NamedResult[]> {
    const { unit, period, level } = filter;
    const { position } = moment;
    const asked = { asOf: position, unit, limit: MOST_CHAPTERS };
    const found = await this.queries.page<Chapter>(chaptersThen, byId, actor, asked, ofChapters);
    if (found.next !== null) throw problems.invalid([tooMany]);
    const names = new Map(found.data.map(({ chapterId, name }) => [chapterId, name]));
    const { state } = await this.parts.chapters({ ownerIds: [...names.keys()], position });
    return periodsAsked(state.rulebook, period, moment).flatMap(({ periodId }) =>
      [...names].flatMap(([chapterId, name]) => {
        const result = chapterResult(state, chapterId, periodId);
        return result && (level === undefined || level === result.trace.level) ? [{ name, result }] : [];
      }),
    );
  }

  /** @throws Problem not-found */
  async one(actor: Actor, chapterId: string, { period, revision }: Which, moment: Moment) {
    const { position } = moment;
    const name = await this.nameOf(actor, chapterId, moment);
    const { state } = await this.parts.chapters({ ownerIds: [chapterId], position });
    for (const { periodId } of periodsAsked(state.rulebook, period, moment)) {
      const result = chapterResult(state, chapterId, periodId, revision || undefined);
      if (!result || (revision !== undefined && result.revision !== revision)) continue;
      return { data: { ...rowOf(result, name), trace: result.trace }, position, ...shownMoment(moment) };
    }
    throw problems.notFound('id', chapterId);
  }

  /** The chapter as it was called, for who may see it. @throws Problem not-found */
  async nameOf(actor: Actor, chapterId: string, { position }: Moment): Promise<string> {
    const { data } = await this.queries.one<Chapter>(chaptersThen, actor, chapterId, { asOf: position }, ofChapters);
    return data.name;
  }
}

const rowOf = ({ trace, ...result }: ChapterResult, name: string): Standing => ({
  ...result,
  name,
  ...rulesOf(trace),
  score: trace.score,
  proposedScore: trace.proposedScore,
  maxScore: trace.maxScore,
  level: trace.level,
});

const rulesOf = ({ rubric, asOfPosition }: Trace) => ({ ...rubric, asOfPosition });

const tooMany = {
  field: 'unit',
  limit: MOST_CHAPTERS,
  message: {
    vi: `xếp loại tại một thời điểm chỉ tính cho tối đa ${MOST_CHAPTERS} chi hội; hãy nêu đơn vị`,
    en: `standings as of a moment are of at most ${MOST_CHAPTERS} chapters; name a unit`,
  },
};
