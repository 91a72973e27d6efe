import type { ScorecardCommand } from '@sohoi/evaluation';
import { sampleChapterRubric } from '@sohoi/standings';
import { chapterRubric, firstHalf, secondHalf } from '../periods.steps.js';
import { centralOfficer, provinceVerifier, stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { chapterRows } from './chapters.js';
import { cadreOfChapter, chapterBody } from './places.js';
import { scorecardId } from './scorecard-id.js';

/** The criteria of the sample rubric that people score. */
export const PROPOSES_TASKS = 'proposes-tasks';
export const NO_DISCIPLINE = 'no-discipline';

/** What the sample rubric allows for a criterion. */
const limitsOf = (criterionId: string) => {
  const criterion = sampleChapterRubric.criteria.find((one) => one.criterionId === criterionId);
  if (!criterion) throw new Error(`the sample rubric has no criterion ${criterionId}`);
  const { maxPoints, maxBonus } = criterion;
  return { maxPoints, ...(maxBonus !== undefined && { maxBonus }) };
};

type DataOf<T extends ScorecardCommand['type']> = Extract<ScorecardCommand, { type: T }>['data'];
type Score = Pick<DataOf<'ProposeScore'>, 'criterionId' | 'points'>;

const PROPOSED = '2023-06-26';
const VERIFIED = '2023-06-29';

const propose = (key: string, { criterionId, points }: Score, at = PROPOSED, periodId = firstHalf): ScenarioStep => {
  const actor = cadreOfChapter(key);
  const id = scorecardId(periodId, key);
  return stepsBy(actor)('scorecard', id, {
    type: 'ProposeScore',
    data: {
      scorecardId: id,
      periodId,
      ...chapterBody(key),
      ...chapterRubric,
      criterionId,
      points,
      bonus: 0,
      ...limitsOf(criterionId),
      evidence: 'Sổ công tác ví dụ',
      by: actor.id,
      at,
    },
  });
};

const verify = (key: string, { criterionId, points }: Score, reason?: string, at = VERIFIED): ScenarioStep => {
  const id = scorecardId(firstHalf, key);
  const why = reason === undefined ? {} : { reason };
  return stepsBy(provinceVerifier)('scorecard', id, {
    type: 'VerifyScore',
    data: { scorecardId: id, criterionId, points, bonus: 0, ...why, by: provinceVerifier.id, at },
  });
};

const approve = (key: string): ScenarioStep => {
  const id = scorecardId(firstHalf, key);
  return stepsBy(centralOfficer)('scorecard', id, {
    type: 'ApproveScores',
    data: { scorecardId: id, criteria: [PROPOSES_TASKS, NO_DISCIPLINE], by: centralOfficer.id, at: '2023-07-04' },
  });
};

const publish = (key: string): ScenarioStep => {
  const id = scorecardId(firstHalf, key);
  return stepsBy(centralOfficer)('scorecard', id, {
    type: 'PublishScores',
    data: { scorecardId: id, by: centralOfficer.id, at: '2023-07-06' },
  });
};

const proposals = chapterRows.flatMap(({ key, scores }) =>
  scores
    ? [
        propose(key, { criterionId: PROPOSES_TASKS, points: scores.proposesTasks }),
        propose(key, { criterionId: NO_DISCIPLINE, points: scores.noDiscipline }),
      ]
    : [],
);

/** 2.2 is sent back once for want of proof, and proposes less. */
const SECOND_TRY = 3;

/** 3.1: the verifier does not confirm that nobody was disciplined, which caps the level. */
const verifications = chapterRows.flatMap(({ key, scores }) => {
  if (!scores) return [];
  const disciplined = key === '3.1';
  return [
    verify(key, { criterionId: PROPOSES_TASKS, points: key === '2.2' ? SECOND_TRY : scores.proposesTasks }),
    verify(
      key,
      { criterionId: NO_DISCIPLINE, points: disciplined ? 0 : scores.noDiscipline },
      disciplined ? 'Một chi hội phó bị khiển trách trong kỳ (ví dụ)' : undefined,
    ),
  ];
});

const returned: readonly ScenarioStep[] = [
  stepsBy(provinceVerifier)('scorecard', scorecardId(firstHalf, '2.2'), {
    type: 'ReturnScores',
    data: {
      scorecardId: scorecardId(firstHalf, '2.2'),
      from: 'proposed',
      reason: 'Thiếu minh chứng việc tham mưu, đề xuất (ví dụ)',
      by: provinceVerifier.id,
      at: '2023-06-27',
    },
  }),
  propose('2.2', { criterionId: PROPOSES_TASKS, points: SECOND_TRY }, '2023-06-28'),
];

/** 3.2 is verified and never published: what was proposed is known, an official score is not. */
const published = chapterRows.filter(({ key, scores }) => scores && key !== '3.2').map(({ key }) => key);

/** 1.2: found after publication; revision 2 lifts the chapter by a level. */
const correction: ScenarioStep = stepsBy(centralOfficer)('scorecard', scorecardId(firstHalf, '1.2'), {
  type: 'CorrectScore',
  data: {
    scorecardId: scorecardId(firstHalf, '1.2'),
    criterionId: PROPOSES_TASKS,
    points: 5,
    bonus: 0,
    reason: 'Bổ sung hai văn bản đề xuất đã gửi trong kỳ (ví dụ)',
    by: centralOfficer.id,
    at: '2023-07-18',
  },
});

/** Proposed for the second half-year and waiting: 1.1 for a verifier, 1.2 for the rest of its scores too. */
const waiting = [
  propose('1.1', { criterionId: PROPOSES_TASKS, points: 4 }, '2023-07-17', secondHalf),
  propose('1.1', { criterionId: NO_DISCIPLINE, points: 5 }, '2023-07-17', secondHalf),
  propose('1.2', { criterionId: PROPOSES_TASKS, points: 4 }, '2023-07-17', secondHalf),
];

export const scoreSteps: readonly ScenarioStep[] = [
  ...proposals,
  ...returned,
  ...verifications,
  ...published.map(approve),
  ...published.map(publish),
  ...waiting,
  correction,
];
