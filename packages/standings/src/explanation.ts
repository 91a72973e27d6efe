import type { Rubric } from '@sohoi/evaluation/events';
import type { EvidenceRow } from './evidence.js';
import { indicatorOf } from './indicators.js';
import { officialMeasure, proposedMeasure } from './score-book.js';
import type { CriterionTrace, MeasureTrace, Trace } from './trace.js';

type Bilingual = { readonly vi: string; readonly en: string };

/** An event's part in a value; the position leads to the event itself. */
export type Evidence = { readonly position: string; readonly at: string; readonly amount: number };

/** A criterion in words, down to the events that its value or its scores rest on, in the order of the log. */
export type ExplainedCriterion = Omit<CriterionTrace, 'measures'> & {
  readonly name: Bilingual;
  /** The clause of the rubric's source, where it gives one. */
  readonly clause: string | null;
  readonly indicatorName: Bilingual | null;
  readonly measures: readonly (MeasureTrace & { readonly evidence: readonly Evidence[] })[];
  readonly proposedBy: readonly Evidence[];
  readonly officialBy: readonly Evidence[];
};

export type ExplainedTrace = Omit<Trace, 'criteria' | 'rubric'> & {
  readonly levelName: Bilingual | null;
  readonly rubric: Trace['rubric'] & Pick<Rubric, 'name' | 'source' | 'levels'>;
  readonly criteria: readonly ExplainedCriterion[];
};

/** Each piece would tell of one person that she is of a group. */
const OF_GROUPS = /^category:/;

/** Even the value tells of the one head of a chapter whether she is in the Party, or was introduced to it. */
export const OF_THE_HEAD: ReadonlySet<string> = new Set(['headNonParty', 'headGroomed']);

/** Whether each record that a criterion rests on tells of one person what is not to be told. */
export const tellsOfPersons = ({ measures }: Pick<CriterionTrace, 'measures'>): boolean =>
  measures.some(({ measure }) => OF_GROUPS.test(measure) || OF_THE_HEAD.has(measure));

/** The measures whose evidence a trace shows; to be asked for with the subject. */
export const evidenceNeeded = ({ criteria, period: { periodId } }: Trace): readonly string[] =>
  [
    ...new Set(
      criteria.flatMap(({ criterionId, feed, measures }) =>
        feed.by === 'score'
          ? [proposedMeasure(periodId, criterionId), officialMeasure(periodId, criterionId)]
          : measures.flatMap((read) => (read.as === 'since' ? [read.measure, read.since] : [read.measure])),
      ),
    ),
  ].filter((measure) => !OF_GROUPS.test(measure) && !OF_THE_HEAD.has(measure));

/**
 * The whole trace: level ← total ← criteria ← measures ← events, in the words of the rubric.
 * @param rows evidence of this subject for the measures of `evidenceNeeded`, in any order
 * @param rubric the very version that the trace names
 */
export const withEvidence = (trace: Trace, rows: readonly EvidenceRow[], rubric: Rubric): ExplainedTrace => {
  const { rubricId, rubricVersion, name, source, levels } = rubric;
  const inOrder = [...rows].sort((a, b) => (a.position < b.position ? -1 : 1));
  return {
    ...trace,
    levelName: levels.find(({ code }) => code === trace.level)?.name ?? null,
    rubric: { rubricId, rubricVersion, name, source, levels },
    criteria: trace.criteria.map((criterion) => explain(criterion, trace, inOrder, rubric)),
  };
};

const explain = (
  criterion: CriterionTrace,
  trace: Trace,
  rows: readonly EvidenceRow[],
  rubric: Rubric,
): ExplainedCriterion => {
  const { criterionId, feed } = criterion;
  const { periodId } = trace.period;
  const said = rubric.criteria.find((own) => own.criterionId === criterionId);
  return {
    ...criterion,
    name: said?.name ?? { vi: criterionId, en: criterionId },
    clause: said?.clause ?? null,
    indicatorName: feed.by === 'score' ? null : indicatorOf(feed.indicator).name,
    measures: criterion.measures.map((read) => ({
      ...(OF_THE_HEAD.has(read.measure) ? { ...read, value: null } : read),
      evidence: evidenceFor(read, trace, rows),
    })),
    proposedBy: rowsOf(rows, proposedMeasure(periodId, criterionId), trace.frozenAt ?? trace.asOfPosition).map(bare),
    officialBy: rowsOf(rows, officialMeasure(periodId, criterionId), trace.asOfPosition).map(bare),
  };
};

const bare = ({ position, at, amount }: EvidenceRow): Evidence => ({ position, at, amount });

/** What was recorded of a measure by then; a published result never shows what came after it. */
const rowsOf = (rows: readonly EvidenceRow[], measure: string, upTo: string): readonly EvidenceRow[] =>
  rows.filter((row) => row.measure === measure && row.position <= upTo);

const evidenceFor = (read: MeasureTrace, trace: Trace, rows: readonly EvidenceRow[]): readonly Evidence[] => {
  const { period, frozenAt, asOfPosition } = trace;
  const known = (measure: string): readonly EvidenceRow[] =>
    rowsOf(rows, measure, frozenAt ?? asOfPosition).filter(({ at }) => at <= period.to);
  const from = (date: string): readonly EvidenceRow[] => known(read.measure).filter(({ at }) => at >= date);
  switch (read.as) {
    case 'stock':
      return known(read.measure).map(bare);
    case 'flow':
      return from(period.from).map(bare);
    case 'latest':
      return decisive(known(read.measure), read.value);
    case 'inPeriod':
      return decisive(from(period.from), read.value);
    case 'since': {
      const start = newest(known(read.since));
      return start ? from(`${start.at.slice(0, 7)}-01`).map(bare) : [];
    }
  }
};

const newest = (rows: readonly EvidenceRow[]): EvidenceRow | undefined =>
  rows.reduce<EvidenceRow | undefined>(
    (best, row) => (!best || row.at > best.at || (row.at === best.at && row.position > best.position) ? row : best),
    undefined,
  );

/** Of dated values the one that counts: the newest that says what was read (a newer one may have run out). */
const decisive = (rows: readonly EvidenceRow[], value: number | null): readonly Evidence[] => {
  const row = newest(rows.filter(({ amount }) => amount === value));
  return row ? [bare(row)] : [];
};
