import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { period } from './period.decider.js';
import type { PeriodEvent } from './period.events.js';
import { rubric } from './rubric.decider.js';
import type { RubricEvent } from './rubric.events.js';
import { criteriaToScore, rubricFor, scoringTerms } from './scoring-terms.rules.js';

const rubricId = 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8';
const periodId = 'f0e1d2c3-b4a5-5968-8776-655443322110';
const unitId = '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2';
const at = '2023-01-05';
const ref = { rubricId, rubricVersion: 1 };

const opened: PeriodEvent = {
  type: 'PeriodOpened',
  data: {
    ...{ periodId, unitId, code: '2023-H1', name: '6 tháng đầu năm', from: '2023-01-01', to: '2023-06-30' },
    ...{ chapterRubric: ref, unitRubric: null, at },
  },
};
const closed: PeriodEvent = { type: 'PeriodClosed', data: { periodId, unitId, code: '2023-H1', at: '2023-07-10' } };
const named = (criterionId: string) => ({ criterionId, name: { vi: criterionId, en: criterionId } });
const published: RubricEvent = {
  type: 'RubricPublished',
  data: {
    ...{ ...ref, unitId, name: 'Bảng điểm mẫu', appliesTo: 'chapter', source: { title: 'Mẫu' }, at },
    levels: [{ code: 'rest', name: { vi: 'Khác', en: 'Rest' }, minPoints: 0 }],
    criteria: [
      { ...named('movements'), kind: 'allOrNothing', maxPoints: 20, maxBonus: 5, feed: { by: 'score' } },
      { ...named('praise'), kind: 'bonus', maxPoints: 5, feed: { by: 'score' } },
      {
        ...named('dues'),
        kind: 'quantitative',
        maxPoints: 40,
        feed: { by: 'indicator', indicator: 'dues-share' },
        target: 1,
      },
    ],
  },
};
const voided: RubricEvent = {
  type: 'CriterionVoided',
  data: { ...ref, unitId, criterionId: 'praise', reason: 'Không áp dụng', at },
};
const open = fold(period, [opened]);
const inForce = fold(rubric, [published]);

describe('the terms of scoring', () => {
  it('are those of the criterion in the rubric of the period', () => {
    expect(scoringTerms(open, inForce, 'chapter', 'movements')).toEqual({ ...ref, maxPoints: 20, maxBonus: 5 });
    expect(scoringTerms(open, inForce, 'chapter', 'praise')).toEqual({ ...ref, maxPoints: 5 });
    expect(rubricFor(open, 'chapter')).toEqual(ref);
    expect(rubricFor(open, 'unit')).toBeNull();
  });

  it('are not there for a period that is not open, or does not evaluate such bodies', () => {
    expect(scoringTerms(period.initial, inForce, 'chapter', 'movements')).toEqual({ code: 'PeriodNotOpened' });
    expect(scoringTerms(fold(period, [opened, closed]), inForce, 'chapter', 'movements')).toEqual({
      code: 'PeriodAlreadyClosed',
      at: '2023-07-10',
    });
    expect(scoringTerms(open, inForce, 'unit', 'movements')).toEqual({
      code: 'NotEvaluatedInPeriod',
      period: '2023-H1',
      kind: 'unit',
    });
  });

  it('are not there for a criterion that is unknown, voided or computed', () => {
    const gone = { code: 'CriterionNotInForce', rubricVersion: 1 };
    expect(scoringTerms(open, inForce, 'chapter', 'cards')).toEqual({ ...gone, criterionId: 'cards' });
    expect(scoringTerms(open, fold(rubric, [published, voided]), 'chapter', 'praise')).toEqual({
      ...gone,
      criterionId: 'praise',
    });
    expect(scoringTerms(open, inForce, 'chapter', 'dues')).toEqual({
      code: 'CriterionIsComputed',
      criterionId: 'dues',
      indicator: 'dues-share',
    });
  });

  it('ask people for the criteria that are scored and in force', () => {
    expect(criteriaToScore(inForce, 1)).toEqual(['movements', 'praise']);
    expect(criteriaToScore(fold(rubric, [published, voided]), 1)).toEqual(['movements']);
  });
});
