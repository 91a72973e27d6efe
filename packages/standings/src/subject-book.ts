import { enter } from './score-book.js';
import type { Scored, ScoreBook, ScoreEvent } from './score-book.js';
import { emptyNames, emptyTally, tallyFromRow, tallyToRow } from './tally.js';
import type { MeasureNames, Tally, TallyRow } from './tally.js';

/** All that is kept of one chapter or unit while its periods are open. */
export type SubjectRecord = {
  readonly id: string;
  /** The unit of a chapter; null until it is established. */
  unitId: string | null;
  readonly tally: Tally;
  /** Null: never scored. */
  scores: ScoreBook | null;
  /** Position of the last event that concerned it. */
  position: string;
  /** Whether it is among those to be handed over. */
  touched: boolean;
};

export type SubjectBook = { readonly byId: Map<string, SubjectRecord>; readonly measures: MeasureNames };

export const emptyBook = (): SubjectBook => ({ byId: new Map(), measures: emptyNames() });

export type SubjectDocument = {
  readonly id: string;
  readonly unitId: string | null;
  readonly position: string;
  readonly tally: TallyRow;
  readonly scores: { readonly [periodId: string]: { readonly [criterionId: string]: Scored } };
};

export const emptySubject = (id: string, measures?: MeasureNames): SubjectRecord => ({
  id,
  unitId: null,
  tally: emptyTally(measures),
  scores: null,
  position: '',
  touched: false,
});

export const subjectOf = ({ byId, measures }: SubjectBook, id: string): SubjectRecord => {
  const known = byId.get(id);
  if (known) return known;
  const fresh = emptySubject(id, measures);
  byId.set(id, fresh);
  return fresh;
};

export const enterScore = (subject: SubjectRecord, event: ScoreEvent): void => {
  enter((subject.scores ??= new Map()), event);
};

const objectOf = <V, W>(map: ReadonlyMap<string, V>, to: (value: V) => W): { readonly [key: string]: W } =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, to(value)]));

export const subjectToRow = ({ id, unitId, position, tally, scores }: SubjectRecord): SubjectDocument => ({
  id,
  unitId,
  position,
  tally: tallyToRow(tally),
  scores: objectOf(scores ?? new Map<string, Map<string, Scored>>(), (criteria) =>
    objectOf(criteria, (scored) => scored),
  ),
});

export const restoreSubject = (book: SubjectBook, row: SubjectDocument): SubjectRecord => {
  const subject = emptySubject(row.id, book.measures);
  const periods = Object.entries(row.scores).map(
    ([period, criteria]) => [period, new Map(Object.entries(criteria))] as const,
  );
  const { unitId, position } = row;
  const scores = periods.length > 0 ? new Map(periods) : null;
  const restored = { ...subject, unitId, position, scores, tally: tallyFromRow(row.tally, book.measures) };
  book.byId.set(row.id, restored);
  return restored;
};
