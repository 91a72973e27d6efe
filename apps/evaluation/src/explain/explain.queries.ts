import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { EVENT_STORE, problems } from '@sohoi/nest';
import type { Actor, ShownMoment } from '@sohoi/nest';
import type { CriterionNode, Trace } from '@sohoi/standings';
import type { z } from 'zod';
import { noResult } from '../no-result.js';
import { Explanations } from '../explanations.js';
import { RankingQueries } from '../ranking.queries.js';
import { StandingQueries } from '../standing.queries.js';
import { positionsShown, sentEvidence } from './evidence-shown.js';
import { EventsBehind, shownEvent } from './events-behind.js';
import { SHOWN_OF_ALL, SHOWN_OF_ONE } from './explain.schemas.js';
import type { explainQuery, explainUnitQuery } from './explain.schemas.js';
import { stepsOf } from './handling.js';
import type { Step } from './handling.js';

type Asked = z.infer<typeof explainQuery>;

/** A result of any moment, with its trace: all that an explanation needs. */
type Explainable = {
  readonly projection: 'chapter-strength' | 'cluster-ranking';
  readonly subjectId: string;
  readonly trace: Trace;
  /** Path of this explanation, without what narrows it. */
  readonly path: string;
  /** Up to where evidence must be there; absent: as far as it is. */
  readonly until: string | undefined;
};

/** The longest stream of a scorecard that is looked through for who handled its scores. */
const STEPS_READ = 1000;

/** Why a chapter or unit has its level: a tree down to the events, and what it would take to reach the next. */
@Injectable()
export class ExplainQueries {
  constructor(
    @Inject(StandingQueries) private readonly standings: StandingQueries,
    @Inject(RankingQueries) private readonly rankings: RankingQueries,
    @Inject(Explanations) private readonly explanations: Explanations,
    @Inject(EventsBehind) private readonly events: EventsBehind,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async chapter(actor: Actor, chapterId: string, asked: Asked) {
    requireBounds(asked);
    const { data, ...rest } = await this.standings.withTrace(actor, chapterId, asked);
    const { trace, ...standing } = data;
    const path = pathOf(`/v1/standings/chapters/${chapterId}/explain`, standing, rest);
    const result = {
      projection: 'chapter-strength',
      subjectId: chapterId,
      trace,
      path,
      until: rest.asOf?.position,
    } as const;
    const told = await this.tell(actor, result, asked);
    return { data: { ...standing, ...told }, ...rest };
  }

  async unit(actor: Actor, clusterId: string, { unit, ...asked }: z.infer<typeof explainUnitQuery>) {
    requireBounds(asked);
    const { data, ...rest } = await this.rankings.withTraces(actor, clusterId, asked);
    const { trace: traces, entries, method: _method, ...ranking } = data;
    const [trace, entry] = [traces[unit], entries.find(({ unitId }) => unitId === unit)];
    if (!trace || !entry) throw noResult('unit', unit);
    const path = `${pathOf(`/v1/emulation-clusters/${clusterId}/ranking/explain`, ranking, rest)}&unit=${unit}`;
    const result = { projection: 'cluster-ranking', subjectId: unit, trace, path, until: rest.asOf?.position } as const;
    const told = await this.tell(actor, result, asked);
    const { name: unitName, rank, interval } = entry;
    return { data: { ...ranking, unitId: unit, unitName, rank, interval, ...told }, ...rest };
  }

  private async tell(actor: Actor, { projection, subjectId, trace, path, until }: Explainable, asked: Asked) {
    const { rubric, tree: whole, whatItTakes } = await this.explanations.inTree(projection, subjectId, trace, until);
    const criteria = whole.criteria.filter(({ criterionId }) => [undefined, criterionId].includes(asked.criterion));
    if (criteria.length === 0) throw noResult('criterion', asked.criterion ?? '');
    const shown = { after: asked.after, most: asked.evidence };
    const tree = { ...whole, criteria };
    const seen = await this.events.at(actor, [...positionsShown(tree, shown), ...lastOfScores(criteria)]);
    const events = new Map([...seen].map(([position, event]) => [position, shownEvent(event)]));
    const steps = await this.stepsOf(criteria, seen, trace.asOfPosition);
    return {
      ...tree,
      ...{ rubric, period: trace.period, frozenAt: trace.frozenAt },
      criteria: criteria.map(({ figures, proposedBy, officialBy, ...criterion }) => {
        const rest = (after: string | undefined): string =>
          `${path}&criterion=${criterion.criterionId}&evidence=${SHOWN_OF_ONE}${after === undefined ? '' : `&after=${after}`}`;
        return {
          ...criterion,
          figures: figures.map(({ evidence, ...figure }) => ({
            ...figure,
            evidence: sentEvidence(evidence, shown, events, rest),
          })),
          proposed: sentEvidence(proposedBy, shown, events, rest),
          official: sentEvidence(officialBy, shown, events, rest),
          steps: steps.get(criterion.criterionId) ?? [],
        };
      }),
      whatItTakes: asked.criterion === undefined ? whatItTakes : null,
    };
  }

  /** Who handled the scores, by criterion, read from the scorecards whose events the asker may see. */
  private async stepsOf(
    criteria: readonly CriterionNode[],
    seen: ReadonlyMap<string, RecordedEvent>,
    upTo: string,
  ): Promise<ReadonlyMap<string, readonly Step[]>> {
    const cards = new Map<string, readonly RecordedEvent[]>();
    const steps = new Map<string, readonly Step[]>();
    for (const criterion of criteria) {
      const [position] = lastOfScores([criterion]);
      const stream = seen.get(position ?? '')?.stream;
      if (stream === undefined) continue;
      const card = cards.get(stream) ?? (await this.store.readStream(stream, { limit: STEPS_READ }));
      cards.set(stream, card);
      steps.set(criterion.criterionId, stepsOf(card, criterion.criterionId, upTo));
    }
    return steps;
  }
}

/** Of each score the last event, by which its scorecard is found. */
const lastOfScores = (criteria: readonly CriterionNode[]): readonly string[] =>
  criteria
    .flatMap(({ proposedBy, officialBy }) => [officialBy.at(-1) ?? proposedBy.at(-1) ?? []].flat())
    .map(({ position }) => position);

type Result = { readonly periodId: string; readonly revision: number };

/** A provisional result has no number by which it could be asked for again. */
const pathOf = (path: string, { periodId, revision }: Result, { asOf, validAt }: ShownMoment): string =>
  [
    `${path}?period=${periodId}`,
    ...(revision === 0 ? [] : [`revision=${revision}`]),
    ...(asOf ? [`asOf=${asOf.position}`] : []),
    ...(validAt === undefined ? [] : [`validAt=${validAt}`]),
  ].join('&');

const requireBounds = ({ criterion, evidence }: Asked): void => {
  if (criterion !== undefined || evidence <= SHOWN_OF_ALL) return;
  const message = {
    vi: `nhiều hơn ${SHOWN_OF_ALL} thì phải chọn một tiêu chí (criterion)`,
    en: `more than ${SHOWN_OF_ALL} of one criterion only`,
  };
  throw problems.invalid([{ field: 'evidence', limit: SHOWN_OF_ALL, message }]);
};
