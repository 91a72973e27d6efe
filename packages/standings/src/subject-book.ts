import { enter } from './score-book.js';
import type { Scored, ScoreBook, ScoreEvent } from './score-book.js';
import { emptyTally, take, tallyFromRow, tallyToRow } from './tally.js';
import type { Tally, TallyRow } from './tally.js';
import type { Contribution } from './contribution.js';

/** All that is kept of one chapter or unit while its periods are open. */
export type SubjectRecord = {
  readonly id: string;
  /** The unit of a chapter; null until it is established. */
  unitId: string | null;
  readonly tally: Tally;
  readonly scores: ScoreBook;
  /** Position of the last event that concerned it. */
  position: string;
};

export type SubjectBook = Map<string, SubjectRecord>;

export type SubjectDocument = {
  readonly id: string;
  readonly unitId: string | null;
  readonly position: string;
  readonly tally: TallyRow;
  readonly scores: { readonly [periodId: string]: { readonly [criterionId: string]: Scored } };
};

export const emptySubject = (id: string): SubjectRecord => ({
  id,
  unitId: null,
  tally: emptyTally(),
  scores: new Map(),
  position: '',
});

export const subjectOf = (book: SubjectBook, id: string): SubjectRecord => {
  const known = book.get(id);
  if (known) return known;
  const fresh = emptySubject(id);
  book.set(id, fresh);
  return fresh;
};

/** @returns the date for which it counts; null if for none */
export const takeIn = (subject: SubjectRecord, contribution: Contribution, position: string): string | null => {
  subject.position = position;
  return take(subject.tally, contribution, position);
};

export const enterScore = (subject: SubjectRecord, event: ScoreEvent, position: string): void => {
  subject.position = position;
  enter(subject.scores, event);
};

const objectOf = <V, W>(map: ReadonlyMap<string, V>, to: (value: V) => W): { readonly [key: string]: W } =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, to(value)]));

export const subjectToRow = ({ id, unitId, position, tally, scores }: SubjectRecord): SubjectDocument => ({
  id,
  unitId,
  position,
  tally: tallyToRow(tally),
  scores: objectOf(scores, (criteria) => objectOf(criteria, (scored) => scored)),
});

export const subjectFromRow = ({ id, unitId, position, tally, scores }: SubjectDocument): SubjectRecord => ({
  id,
  unitId,
  position,
  tally: tallyFromRow(tally),
  scores: new Map(Object.entries(scores).map(([period, criteria]) => [period, new Map(Object.entries(criteria))])),
});
