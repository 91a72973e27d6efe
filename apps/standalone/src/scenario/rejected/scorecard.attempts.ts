import type { ScorecardCommand } from '@sohoi/evaluation';
import { cadreOfChapter, chapterBody } from '../examples/places.js';
import { NO_DISCIPLINE, PROPOSES_TASKS } from '../examples/score.steps.js';
import { scorecardId } from '../examples/scorecard-id.js';
import { chapterRubric, firstHalf, july, secondHalf } from '../periods.steps.js';
import { centralOfficer, provinceVerifier } from '../scenario-step.js';
import { attemptsBy } from './attempt.js';

const at = '2023-07-21';

type DataOf<T extends ScorecardCommand['type']> = Extract<ScorecardCommand, { type: T }>['data'];

/** The card of 1.1 for the second half-year stands at proposed, that of 3.2 for the first at verified. */
const proposed = scorecardId(secondHalf, '1.1');
const begun = scorecardId(secondHalf, '1.2');
const published = scorecardId(firstHalf, '1.2');
const verified = scorecardId(firstHalf, '3.2');
const none = scorecardId(secondHalf, '3.3');

const attempt = attemptsBy();
const card = (code: string, id: string, command: ScorecardCommand) => attempt(code, 'scorecard', id, command);

const propose = (id: string, key: string, change: Partial<DataOf<'ProposeScore'>>): ScorecardCommand => ({
  type: 'ProposeScore',
  data: {
    scorecardId: id,
    periodId: secondHalf,
    ...chapterBody(key),
    ...chapterRubric,
    criterionId: PROPOSES_TASKS,
    points: 5,
    bonus: 0,
    maxPoints: 5,
    maxBonus: 2,
    by: cadreOfChapter(key).id,
    at,
    ...change,
  },
});

const verify = (id: string, change: Partial<DataOf<'VerifyScore'>>): ScorecardCommand => ({
  type: 'VerifyScore',
  data: {
    scorecardId: id,
    criterionId: PROPOSES_TASKS,
    points: 4,
    bonus: 0,
    by: provinceVerifier.id,
    at,
    ...change,
  },
});

const approve = (id: string): ScorecardCommand => ({
  type: 'ApproveScores',
  data: { scorecardId: id, criteria: [PROPOSES_TASKS, NO_DISCIPLINE], by: centralOfficer.id, at },
});

const by = centralOfficer.id;

export const scorecardAttempts = [
  card('ScorecardNotFound', none, approve(none)),
  card('NotThisScorecard', proposed, propose(proposed, '1.3', {})),
  card('NotAtThisStep', proposed, { type: 'PublishScores', data: { scorecardId: proposed, by, at } }),
  card('CriterionAlreadyVerified', verified, propose(verified, '3.2', { periodId: firstHalf, points: 4 })),
  card('ScoreNotProposed', begun, verify(begun, { criterionId: NO_DISCIPLINE })),
  card('PointsAboveMaximum', proposed, propose(proposed, '1.1', { points: 5.5 })),
  card('BonusAboveMaximum', proposed, propose(proposed, '1.1', { bonus: 3 })),
  card('ReasonForChangeNeeded', proposed, verify(proposed, { points: 3 })),
  card('SamePerson', proposed, verify(proposed, { by: cadreOfChapter('1.1').id })),
  card('CriteriaNotScored', begun, approve(begun)),
  card('CriteriaNotVerified', proposed, approve(proposed)),
  card('CorrectedBeforePublished', published, {
    type: 'CorrectScore',
    data: {
      scorecardId: published,
      criterionId: PROPOSES_TASKS,
      points: 4,
      bonus: 0,
      reason: 'Ví dụ',
      by,
      at: '2023-07-05',
    },
  }),
];

/** Refused before the scorecard is asked: by the period and the rubric. */
export const scoringAttempts = [
  { code: 'PeriodAlreadyClosed', periodId: firstHalf, kind: 'chapter', criterionId: PROPOSES_TASKS },
  { code: 'NotEvaluatedInPeriod', periodId: july, kind: 'unit', criterionId: PROPOSES_TASKS },
  { code: 'CriterionNotInForce', periodId: secondHalf, kind: 'chapter', criterionId: 'praised' },
  { code: 'CriterionIsComputed', periodId: secondHalf, kind: 'chapter', criterionId: 'dues' },
] as const;
