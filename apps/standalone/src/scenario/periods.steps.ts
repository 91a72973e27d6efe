import { scenarioId } from '@sohoi/demo-identity';
import { sampleChapterRubric, sampleClusterRubric } from '@sohoi/standings';
import { unitId } from './map.steps.js';
import { centralOfficer, provinceVerifier, stepsBy } from './scenario-step.js';

const step = stepsBy(centralOfficer);
const central = unitId('00');

export const chapterRubric = { rubricId: scenarioId('rubric/chapter'), rubricVersion: 1 };
export const clusterRubric = { rubricId: scenarioId('rubric/cluster'), rubricVersion: 1 };

export const firstHalf = scenarioId('period/2023-H1');
export const secondHalf = scenarioId('period/2023-H2');

/** A month that one made-up commune looks at by itself, chapters only. */
export const july = scenarioId('period/an-bien/2023-07');

type Half = { readonly code: string; readonly name: string; readonly from: string; readonly to: string };

const open = (periodId: string, half: Half, at: string) =>
  step('period', periodId, {
    type: 'OpenPeriod',
    data: { periodId, unitId: central, ...half, chapterRubric, unitRubric: clusterRubric, at },
  });

/** The samples take effect at the start of the year, although the reports they are drawn from are of June and July. */
const publish = (ref: typeof chapterRubric, content: typeof sampleChapterRubric) =>
  step('rubric', ref.rubricId, {
    type: 'PublishRubric',
    data: { ...ref, unitId: central, ...content, at: '2023-01-02' },
  });

/** The half-year under review, closed on 10 July; the next one stays open, with a criterion less. */
export const periodSteps = [
  publish(chapterRubric, sampleChapterRubric),
  publish(clusterRubric, sampleClusterRubric),
  open(
    firstHalf,
    { code: '2023-H1', name: '6 tháng đầu năm 2023', from: '2023-01-01', to: '2023-06-30' },
    '2023-01-03',
  ),
  open(
    secondHalf,
    { code: '2023-H2', name: '6 tháng cuối năm 2023', from: '2023-07-01', to: '2023-12-31' },
    '2023-07-01',
  ),
  stepsBy(provinceVerifier)('period', july, {
    type: 'OpenPeriod',
    data: {
      periodId: july,
      unitId: unitId('an-bien'),
      code: '2023-07',
      name: 'Tháng 7/2023 (ví dụ)',
      from: '2023-07-01',
      to: '2023-07-31',
      chapterRubric,
      unitRubric: null,
      at: '2023-07-01',
    },
  }),
  step('period', firstHalf, { type: 'ClosePeriod', data: { periodId: firstHalf, at: '2023-07-10' } }),
  step('rubric', chapterRubric.rubricId, {
    type: 'VoidCriterion',
    data: {
      ...chapterRubric,
      criterionId: 'praised',
      reason: 'Khen thưởng đã tính ở cấp xã (ví dụ)',
      at: '2023-07-19',
    },
  }),
];
