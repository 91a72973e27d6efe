import type { Body } from './body.events.js';
import type { Score, ScorecardEvent } from './scorecard.events.js';
import type { ScorecardStatus } from './scorecard.state.js';

type Value = { readonly points: number; readonly bonus: number };

/** One criterion: what was proposed, what was verified, what is official; null: not yet. */
export type ScorecardLine = {
  readonly criterionId: string;
  readonly maxPoints: number;
  readonly maxBonus: number;
  readonly proposed: Value;
  readonly verified: Value | null;
  readonly official: Value | null;
};

/** One scorecard. Official scores are there from publication on; `revision` is null before it. */
export type ScorecardRow = {
  readonly scorecardId: string;
  readonly periodId: string;
  readonly body: Body;
  readonly unitId: string;
  readonly rubricId: string;
  readonly rubricVersion: number;
  readonly status: ScorecardStatus;
  /** In the order in which they were first proposed. */
  readonly scores: readonly ScorecardLine[];
  /** Why it was last sent back; null once it goes forward again. */
  readonly returnReason: string | null;
  readonly revision: number | null;
  readonly streamVersion: number;
};

export type VersionedScorecardEvent = ScorecardEvent & { readonly streamVersion: number };

/** The row that an event belongs to. */
export const scorecardKeyOf = (event: ScorecardEvent): string => event.data.scorecardId;

/** The row after one more event. An event that the row reflects already changes nothing. */
export const evolveScorecardRow = (
  row: ScorecardRow | undefined,
  event: VersionedScorecardEvent,
): ScorecardRow | undefined => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  if (event.type !== 'ScoreProposed') return row && { ...row, ...changeOf(row, event), streamVersion };
  const { scorecardId, periodId, body, unitId, rubricId, rubricVersion } = event.data;
  const scores = proposed(row?.scores ?? [], event.data);
  const card = { scorecardId, periodId, body, unitId, rubricId, rubricVersion };
  return { ...card, status: 'proposed', scores, returnReason: null, revision: null, streamVersion };
};

type Proposed = Extract<ScorecardEvent, { type: 'ScoreProposed' }>;

const proposed = (lines: readonly ScorecardLine[], data: Proposed['data']): readonly ScorecardLine[] => {
  const { criterionId, points, bonus, maxPoints, maxBonus = 0 } = data;
  const line = { criterionId, maxPoints, maxBonus, proposed: { points, bonus }, verified: null, official: null };
  return lines.some((one) => one.criterionId === criterionId)
    ? lines.map((one) => (one.criterionId === criterionId ? line : one))
    : [...lines, line];
};

const setting = (
  lines: readonly ScorecardLine[],
  scores: readonly Score[],
  which: 'verified' | 'official',
): readonly ScorecardLine[] => {
  const values = new Map(scores.map(({ criterionId, points, bonus }) => [criterionId, { points, bonus }]));
  return lines.map((line) => ({ ...line, [which]: values.get(line.criterionId) ?? line[which] }));
};

const changeOf = (row: ScorecardRow, event: Exclude<ScorecardEvent, Proposed>): Partial<ScorecardRow> => {
  switch (event.type) {
    case 'ScoreVerified': {
      const scores = setting(row.scores, [event.data], 'verified');
      const status = scores.every(({ verified }) => verified) ? 'verified' : 'proposed';
      return { status, scores, returnReason: null };
    }
    case 'ScoresReturned': {
      const { to, reason } = event.data;
      const scores = to === 'verified' ? row.scores : row.scores.map((line) => ({ ...line, verified: null }));
      return { status: to, scores, returnReason: reason };
    }
    case 'ScoresApproved':
      return { status: 'approved', returnReason: null };
    case 'ScoresPublished': {
      const scores = setting(row.scores, event.data.scores, 'official');
      return { status: 'published', scores, revision: event.data.revision };
    }
    case 'ScoreCorrected':
      return { scores: setting(row.scores, [event.data], 'official'), revision: event.data.revision };
  }
};
