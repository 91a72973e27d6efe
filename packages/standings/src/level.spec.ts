import { describe, expect, it } from '@jest/globals';
import type { Rubric } from '@sohoi/evaluation/events';
import { levelOf } from './level.js';
import { sampleChapterRubric } from './samples/chapter-rubric.js';
import type { CriterionTrace } from './trace.js';

const rubric: Rubric = {
  ...sampleChapterRubric,
  rubricId: 'r',
  rubricVersion: 1,
  unitId: 'u',
  at: '2023-01-01',
  levels: [
    { code: 'a', name: { vi: 'A', en: 'A' }, minPoints: 90, conditions: [{ criterionId: 'dues', minShare: 0.9 }] },
    { code: 'b', name: { vi: 'B', en: 'B' }, minPoints: 70, conditions: [{ criterionId: 'dues', minShare: 0.5 }] },
    { code: 'c', name: { vi: 'C', en: 'C' }, minPoints: 50 },
    { code: 'd', name: { vi: 'D', en: 'D' }, minPoints: 0 },
  ],
  veto: [{ criterionId: 'discipline', capLevel: 'c', below: 5 }],
};
const trace = (criterionId: string, points: number | null, why: CriterionTrace['why'] = 'value'): CriterionTrace => ({
  criterionId,
  kind: 'quantitative',
  maxPoints: 10,
  feed: { by: 'score' },
  points,
  bonus: 0,
  proposedPoints: points,
  proposedBonus: 0,
  value: null,
  target: null,
  best: null,
  measures: [],
  why,
});
const all = [trace('dues', 10), trace('discipline', 10)];

describe('a level', () => {
  it.each([
    [100, 'a'],
    [90, 'a'],
    [89.99, 'b'],
    [70, 'b'],
    [69.99, 'c'],
    [50, 'c'],
    [49.99, 'd'],
    [0, 'd'],
    [-3, 'd'],
  ])('of %s points is %s', (total, code) => {
    expect(levelOf(rubric, total, all)).toEqual({ level: code, caps: [] });
  });

  it('is lowered past every level whose condition does not hold, with the evidence', () => {
    expect(levelOf(rubric, 95, [trace('dues', 6), trace('discipline', 10)])).toEqual({
      level: 'b',
      caps: [{ by: 'condition', criterionId: 'dues', from: 'a', to: 'b', required: 0.9, actual: 0.6 }],
    });
    expect(levelOf(rubric, 95, [trace('dues', 4), trace('discipline', 10)]).level).toBe('c');
  });

  it('is lowered by a condition of which nothing is known', () => {
    const { level, caps } = levelOf(rubric, 95, [trace('dues', null, 'missing'), trace('discipline', 10)]);
    expect(level).toBe('c');
    expect(caps.map(({ actual }) => actual)).toEqual([null, null]);
  });

  it('is capped by a veto, with the evidence', () => {
    expect(levelOf(rubric, 95, [trace('dues', 10), trace('discipline', 4)])).toEqual({
      level: 'c',
      caps: [{ by: 'veto', criterionId: 'discipline', from: 'a', to: 'c', required: 5, actual: 4 }],
    });
  });

  it('is not touched by a veto without evidence, nor by one that would raise it', () => {
    expect(levelOf(rubric, 95, [trace('dues', 10), trace('discipline', null, 'missing')]).level).toBe('a');
    expect(levelOf(rubric, 10, [trace('dues', 10), trace('discipline', 4)])).toEqual({ level: 'd', caps: [] });
  });

  it('is denied nothing by voided criteria', () => {
    expect(levelOf(rubric, 95, [trace('dues', 0, 'voided'), trace('discipline', 0, 'voided')])).toEqual({
      level: 'a',
      caps: [],
    });
  });
});
