import { Inject, Injectable } from '@nestjs/common';
import { ListQueries, momentQuery, Moments, problems, UnitEntity } from '@sohoi/nest';
import type { Actor, Listed, Moment } from '@sohoi/nest';
import { clusterReview, communeStrength } from '@sohoi/reports';
import type { ReportDocument } from '@sohoi/reports';
import { compareVietnamese } from '@sohoi/standings';
import { z } from 'zod';
import { Explanations } from '../explanations.js';
import { noResult } from '../no-result.js';
import { StandingsThen } from '../past/standings-then.js';
import type { NamedResult } from '../past/standings-then.js';
import { RankingQueries } from '../ranking.queries.js';
import { periodOf } from '../standing.schemas.js';
import { ReportBasis, scoredCriteria } from './report-basis.js';

export const reportQuery = z.strictObject({ ...momentQuery.shape, period: periodOf.optional() });
type Asked = z.infer<typeof reportQuery>;

/** A commune has some thirty chapters. Whoever wants a province wants an export, not paper. */
export const MOST_CHAPTERS = 300;

const unitsThen: Listed = {
  projections: ['units'],
  entity: UnitEntity,
  alias: 'unit',
  columns: { name: 'unit.name', kind: 'unit.officialKind' },
  id: 'unit.id',
  within: 'unit.id',
};

/** What is printed, of a moment that it names: asked for again as of that moment it is the same. */
@Injectable()
export class ReportQueries {
  constructor(
    @Inject(Moments) private readonly moments: Moments,
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(RankingQueries) private readonly rankings: RankingQueries,
    @Inject(StandingsThen) private readonly standings: StandingsThen,
    @Inject(Explanations) private readonly explanations: Explanations,
    @Inject(ReportBasis) private readonly basis: ReportBasis,
  ) {}

  /** @throws Problem not-found that names the cluster or the period, not-signed-yet */
  async ofCluster(actor: Actor, clusterId: string, asked: Asked): Promise<ReportDocument> {
    const moment = await this.momentOf(asked);
    const at = { ...asked, asOf: moment.position };
    const { data } = await this.rankings.withTraces(actor, clusterId, at);
    const [any] = Object.values(data.trace);
    if (!any) throw noResult('period', data.periodCode);
    const rubric = await this.explanations.rubricOf(data.rubricId, data.rubricVersion);
    const levels = new Map(rubric.levels.map(({ code, name }) => [code, name.vi]));
    const { status, revision } = data;
    const outcome = status === 'published' ? { is: status, revision } : { is: status };
    return clusterReview({
      cluster: data.name,
      basis: await this.basis.of(moment, any, rubric, outcome),
      maxScore: any.maxScore,
      units: data.entries.map(({ unitId, name, rank, interval, score, proposedScore, level }) => {
        const trace = data.trace[unitId];
        return {
          ...{ name, rank, interval, score, proposedScore },
          levelName: level === null ? null : (levels.get(level) ?? level),
          criteria: trace ? scoredCriteria(trace, rubric) : [],
        };
      }),
    });
  }

  /** @throws Problem not-found that names the unit or the period, invalid-input of too many chapters, not-signed-yet */
  async ofUnit(actor: Actor, unitId: string, asked: Asked): Promise<ReportDocument> {
    const moment = await this.momentOf(asked);
    const asOf = moment.position;
    const ofUnits = { equal: { 'unit.kind': 'unit' } };
    const unit = await this.queries.one<Named>(unitsThen, actor, unitId, { asOf }, ofUnits);
    const all = await this.standings.results(actor, { unit: unitId, period: asked.period }, moment);
    // Of several periods the last comes first.
    const [first] = all;
    if (!first) throw noResult('period', asked.period ?? '');
    const chapters = all.filter(({ result }) => result.periodId === first.result.periodId).sort(bestFirst);
    if (chapters.length > MOST_CHAPTERS) throw problems.invalid([tooMany]);
    const { trace, status } = first.result;
    const rubric = await this.explanations.rubricOf(trace.rubric.rubricId, trace.rubric.rubricVersion);
    const corrected = chapters.filter(({ result }) => result.revision > 1).length;
    const outcome = status === 'published' ? { is: status, corrected } : { is: status };
    return communeStrength({
      unit: calledIn(unit.data),
      basis: await this.basis.of(moment, trace, rubric, outcome),
      maxScore: trace.maxScore,
      levels: [...rubric.levels]
        .sort((a, b) => b.minPoints - a.minPoints)
        .map(({ code, name }) => ({ code, name: name.vi })),
      chapters: chapters.map(({ name, result: { trace: own } }) => ({
        ...{ name, score: own.score, proposedScore: own.proposedScore, levelCode: own.level },
        criteria: scoredCriteria(own, rubric),
      })),
    });
  }

  private async momentOf(asked: Asked): Promise<Moment> {
    return (await this.moments.of(asked)) ?? this.moments.at(undefined, 'asOf');
  }
}

type Named = { readonly name: string; readonly kind: string | null };

/** `Phường Nhị Chiểu`, whether or not the kind is in the name. */
const calledIn = ({ name, kind }: Named): string =>
  kind === null || name.toLocaleLowerCase('vi').startsWith(kind.toLocaleLowerCase('vi')) ? name : `${kind} ${name}`;

/** By score, then by name; those without a score last. */
const bestFirst = ({ name, result: a }: NamedResult, { name: other, result: b }: NamedResult): number =>
  fallingWithNullLast(a.trace.score, b.trace.score) ||
  compareVietnamese(name, other) ||
  (a.chapterId < b.chapterId ? -1 : 1);

const fallingWithNullLast = (a: number | null, b: number | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : b - a;

const tooMany = {
  field: 'id',
  limit: MOST_CHAPTERS,
  message: {
    vi: `đơn vị này có quá nhiều chi hội để in; báo cáo dành cho một xã, tối đa ${MOST_CHAPTERS} chi hội`,
    en: `this unit has too many chapters to print; the report is of a commune, of at most ${MOST_CHAPTERS}`,
  },
};
