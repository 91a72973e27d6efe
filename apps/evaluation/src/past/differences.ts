import { Inject, Injectable } from '@nestjs/common';
import { Moments, problems } from '@sohoi/nest';
import type { Actor, Moment } from '@sohoi/nest';
import {
  chapterDifference,
  chapterPart,
  chapterResult,
  clusterDifference,
  clusterPart,
  clusterResult,
} from '@sohoi/standings';
import type { ChapterResult, ClusterResult, Part, Period, RankedUnit, Rulebook, Trace } from '@sohoi/standings';
import { TooManyEvents } from '@sohoi/standings-past';
import type { PartAsOf } from '@sohoi/standings-past';
import type { z } from 'zod';
import { noResult } from '../no-result.js';
import { ClusterQueries } from '../cluster.queries.js';
import type { ChapterChange, ClusterChange, standingDifferenceQuery } from './difference.schemas.js';
import { inTurns } from './in-turns.js';
import { PartsAsOf } from './parts-as-of.js';
import { periodsAsked } from './periods-asked.js';
import { StandingsThen } from './standings-then.js';
import { figure, signed, toldCauses } from './told-causes.js';

type Asked = z.infer<typeof standingDifferenceQuery>;
type Told<T> = { readonly data: T; readonly position: string };

/** Events between two moments that one answer folds one by one. */
const MOST_EVENTS = 50_000;

/** What became of a result between two moments, and which events did it. */
@Injectable()
export class Differences {
  constructor(
    @Inject(Moments) private readonly moments: Moments,
    @Inject(PartsAsOf) private readonly parts: PartsAsOf,
    @Inject(StandingsThen) private readonly standings: StandingsThen,
    @Inject(ClusterQueries) private readonly clusters: ClusterQueries,
  ) {}

  async ofChapter(actor: Actor, chapterId: string, asked: Asked): Promise<Told<ChapterChange>> {
    const { from, to } = await this.between(asked);
    const name = await this.standings.nameOf(actor, chapterId, to);
    const span = { ownerIds: [chapterId], position: from.position, until: to.position, most: MOST_EVENTS };
    const part = await notTooFar(this.parts.chapters(span));
    const period = periodAt(chapterPart, part, asked.period, (state, id) => chapterResult(state, chapterId, id));
    if (!period) throw noneIn(asked.period, chapterId);
    const { before, after, causes } = await inTurns(
      chapterDifference(part.state, part.later, chapterId, period.periodId),
    );
    const [was, is] = [before && stateOf(before, before.trace), after && stateOf(after, after.trace)];
    const rubric = rubricOf(part.state.rulebook, (after ?? before)?.trace.rubric);
    const data = {
      ...{ chapterId, name, ...spanOf(period, from, to), before: was, after: is, ...changeOf(name, was, is) },
      causes: toldCauses(causes, rubric),
    };
    return { data, position: to.position };
  }

  async ofCluster(actor: Actor, clusterId: string, asked: Asked): Promise<Told<ClusterChange>> {
    const { from, to } = await this.between(asked);
    const { data: cluster } = await this.clusters.one(actor, clusterId, { asOf: to.position });
    const span = { ownerIds: [clusterId], position: from.position, until: to.position, most: MOST_EVENTS };
    const part = await notTooFar(this.parts.clusters(span));
    const period = periodAt(clusterPart, part, asked.period, (state, id) => clusterResult(state, clusterId, id));
    if (!period) throw noneIn(asked.period, clusterId);
    const { before, after, causes } = await inTurns(
      clusterDifference(part.state, part.later, clusterId, period.periodId),
    );
    const rubric = rubricOf(part.state.rulebook, (after ?? before)?.rubric);
    const entries = new Map([...entriesOf(before), ...entriesOf(after)]);
    const units = [...entries.values()].map(({ unitId, name }) => {
      const [was, is] = [rankedIn(before, unitId), rankedIn(after, unitId)];
      const change = changeOf(name, was, is);
      return { unitId, name, before: was, after: is, ...change, causes: toldCauses(causes.get(unitId) ?? [], rubric) };
    });
    units.sort((a, b) => (a.after?.rank ?? Infinity) - (b.after?.rank ?? Infinity) || (a.name < b.name ? -1 : 1));
    return { data: { clusterId, name: cluster.name, ...spanOf(period, from, to), units }, position: to.position };
  }

  private async between({ from, to }: Asked): Promise<{ readonly from: Moment; readonly to: Moment }> {
    const [earlier, later] = [await this.moments.at(from, 'from'), await this.moments.at(to, 'to')];
    if (earlier.position > later.position) throw problems.invalid([fromAfterTo(later)]);
    return { from: earlier, to: later };
  }
}

/** The last period with a result at the later moment, of those asked for; if there is none, at the earlier one. */
const periodAt = <State, Document extends object>(
  part: Part<State, Document>,
  { state, later }: PartAsOf<State>,
  period: string | undefined,
  result: (state: State, periodId: string) => unknown,
): Period | undefined => {
  if (later.length > MOST_EVENTS) throw problems.invalid([tooFar]);
  const atTheEnd = structuredClone(state);
  for (const event of later) part.evolve(atTheEnd, event);
  const asked = periodsAsked(part.rulebookOf(atTheEnd), period, { validAt: null });
  const ratedIn = (moment: State) => asked.find(({ periodId }) => result(moment, periodId) !== null);
  return ratedIn(atTheEnd) ?? ratedIn(state);
};

const notTooFar = <T>(part: Promise<T>): Promise<T> =>
  part.catch((error: unknown) => {
    throw error instanceof TooManyEvents ? problems.invalid([tooFar]) : error;
  });

const noneIn = (period: string | undefined, id: string) =>
  period === undefined ? problems.notFound('id', id) : noResult('period', period);

const rubricOf = ({ rubrics }: Rulebook, rubric: Trace['rubric'] | undefined) =>
  rubric && rubrics.get(`${rubric.rubricId}@${rubric.rubricVersion}`)?.rubric;

const spanOf = ({ periodId, code }: Period, from: Moment, to: Moment) => ({
  periodId,
  periodCode: code,
  from: { position: from.position, recordedAt: from.recordedAt },
  to: { position: to.position, recordedAt: to.recordedAt },
});

type State = NonNullable<ChapterChange['before']>;

const stateOf = ({ revision, status }: Pick<ChapterResult, 'revision' | 'status'>, { score, level }: Trace): State => ({
  ...{ score, level, revision, status },
});

const entriesOf = (result: ClusterResult | null): (readonly [string, RankedUnit])[] =>
  (result?.entries ?? []).map((entry) => [entry.unitId, entry]);

const rankedIn = (result: ClusterResult | null, unitId: string): (State & { rank: number | null }) | null => {
  const entry = result?.entries.find((one) => one.unitId === unitId);
  return result && entry ? { ...stateOf(result, entry.trace), rank: entry.rank } : null;
};

type Shown = Pick<State, 'score'> & { readonly rank?: number | null };

const changeOf = (name: string, before: Shown | null, after: Shown | null) => {
  const hundredths = Math.round((after?.score ?? 0) * 100) - Math.round((before?.score ?? 0) * 100);
  const points = hundredths / 100;
  const isRanked = [before, after].some((one) => one?.rank !== undefined);
  const told = (language: 'vi' | 'en'): string => {
    const none = { vi: 'chưa có', en: 'none' }[language];
    const of = (value: number | null | undefined): string =>
      value === null || value === undefined ? none : figure(value)[language];
    const rank = `${{ vi: 'hạng', en: 'rank' }[language]} ${of(before?.rank)} → ${of(after?.rank)}; `;
    const score = `${{ vi: 'điểm', en: 'score' }[language]} ${of(before?.score)} → ${of(after?.score)}`;
    return `${name}: ${isRanked ? rank : ''}${score} (${signed(points)[language]}).`;
  };
  return { points, sentence: { vi: told('vi'), en: told('en') } };
};

const fromAfterTo = ({ position }: Moment) => ({
  field: 'from',
  limit: position,
  message: { vi: 'không được sau thời điểm `to`', en: 'must not be later than `to`' },
});

const tooFar = {
  field: 'from',
  limit: MOST_EVENTS,
  message: {
    vi: `giữa hai thời điểm có hơn ${MOST_EVENTS} sự kiện liên quan; hãy chọn hai thời điểm gần nhau hơn`,
    en: `more than ${MOST_EVENTS} events that concern it lie between; choose moments that are nearer to each other`,
  },
};
