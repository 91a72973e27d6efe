import { scenarioId } from '@sohoi/demo-identity';
import type { PeriodCommand, RubricCommand } from '@sohoi/evaluation';
import { sampleChapterRubric } from '@sohoi/standings';
import { unitId } from '../map.steps.js';
import { chapterRubric, firstHalf } from '../periods.steps.js';
import { attemptsBy } from './attempt.js';

const attempt = attemptsBy();
const NEW = scenarioId('rejected/new');
const at = '2023-07-21';

type Rubric = Extract<RubricCommand, { type: 'PublishRubric' }>['data'];
const { levels, criteria } = sampleChapterRubric;

const publish = (change: Partial<Rubric>): RubricCommand => ({
  type: 'PublishRubric',
  data: { rubricId: NEW, rubricVersion: 1, unitId: unitId('00'), ...sampleChapterRubric, veto: [], at, ...change },
});

const flawed = (code: string, change: Partial<Rubric>) => attempt(code, 'rubric', NEW, publish(change));

/** One level that asks for nothing, so that criteria can be changed freely. */
const oneLevel = levels.slice(-1);

const criterion = (change: Partial<Rubric['criteria'][number]>): Rubric['criteria'] => [
  {
    criterionId: 'example',
    name: { vi: 'Ví dụ', en: 'Example' },
    kind: 'allOrNothing',
    maxPoints: 5,
    feed: { by: 'indicator', indicator: 'activities' },
    ...change,
  },
];

export const rubricAttempts = [
  attempt('RubricNotPublished', 'rubric', NEW, {
    type: 'VoidCriterion',
    data: { rubricId: NEW, rubricVersion: 1, criterionId: 'dues', reason: 'Ví dụ', at },
  }),
  attempt('RubricVersionTaken', 'rubric', chapterRubric.rubricId, publish(chapterRubric)),
  attempt(
    'RubricVersionNotNext',
    'rubric',
    chapterRubric.rubricId,
    publish({ rubricId: chapterRubric.rubricId, rubricVersion: 3 }),
  ),
  flawed('DuplicateCriterion', { criteria: [...criteria, ...criteria.slice(0, 1)] }),
  flawed('DuplicateLevel', { levels: [...levels, ...levels.slice(-1)] }),
  flawed('LevelsNotFalling', { levels: levels.toReversed() }),
  flawed('NoLevelAtZero', { levels: levels.slice(0, -1) }),
  flawed('UnknownCriterion', { criteria: criterion({}) }),
  flawed('UnknownLevel', { veto: [{ criterionId: 'dues', capLevel: 'example', below: 1 }] }),
  flawed('CriterionLacksField', { levels: oneLevel, criteria: criterion({ kind: 'perCount' }) }),
  flawed('CriterionWithoutPoints', { levels: oneLevel, criteria: criterion({ maxPoints: 0 }) }),
  flawed('NoPointsToReach', { levels: oneLevel, criteria: criterion({ kind: 'bonus' }) }),
];

type Period = Extract<PeriodCommand, { type: 'OpenPeriod' }>['data'];

const open = (code: string, periodId: string, change: Partial<Period>) =>
  attempt(code, 'period', periodId, {
    type: 'OpenPeriod',
    data: {
      periodId,
      unitId: unitId('00'),
      code: '2024-H1',
      name: '6 tháng đầu năm 2024',
      from: '2024-01-01',
      to: '2024-06-30',
      chapterRubric,
      unitRubric: null,
      at,
      ...change,
    },
  });

const close = (code: string, periodId: string, day: string) =>
  attempt(code, 'period', periodId, { type: 'ClosePeriod', data: { periodId, at: day } });

export const periodAttempts = [
  close('PeriodNotOpened', NEW, at),
  open('PeriodAlreadyOpened', firstHalf, {}),
  open('PeriodNotWholeMonths', NEW, { from: '2024-01-15' }),
  open('PeriodWithoutRubric', NEW, { chapterRubric: null }),
  close('PeriodAlreadyClosed', firstHalf, at),
  close('ClosedBeforePeriod', scenarioId('period/2023-H2'), '2023-06-30'),
];
