import { describe, expect, it } from '@jest/globals';
import { placeOfFlaw } from './rubric-flaw-place.js';
import type { Criterion, Level, Rubric } from './rubric.events.js';
import { flawOf } from './rubric.rules.js';

const name = { vi: 'Tên', en: 'Name' };
const one = (criterionId: string, change: Partial<Criterion> = {}): Criterion => ({
  ...{ criterionId, name, kind: 'allOrNothing', maxPoints: 50, feed: { by: 'score' } },
  ...change,
});
const level = (code: string, minPoints: number, change: Partial<Level> = {}): Level => ({
  ...{ code, name, minPoints },
  ...change,
});
const sound: Rubric = {
  ...{ rubricId: 'r', rubricVersion: 1, unitId: 'u', name: 'Mẫu', appliesTo: 'chapter', source: { title: 'Mẫu' } },
  ...{ levels: [level('good', 70), level('rest', 0)], criteria: [one('a'), one('b')], at: '2023-01-01' },
};
const computed = { feed: { by: 'indicator', indicator: 'dues-share' } } as const;

describe('the place of a flaw in a rubric', () => {
  it.each<[string, Partial<Rubric>]>([
    ['criteria.2.criterionId', { criteria: [one('a'), one('b'), one('a')] }],
    ['criteria.1.target', { criteria: [one('a'), one('b', { ...computed, kind: 'quantitative' })] }],
    ['criteria.1.pointsPerCount', { criteria: [one('a'), one('b', { ...computed, kind: 'perCount' })] }],
    ['criteria.0.maxPoints', { criteria: [one('a', { maxPoints: 0 }), one('b')] }],
    ['criteria', { criteria: [one('a', { kind: 'bonus' })] }],
    ['levels.2.code', { levels: [level('good', 70), level('rest', 5), level('good', 0)] }],
    ['levels.1.minPoints', { levels: [level('good', 70), level('more', 80), level('rest', 0)] }],
    ['levels.1.minPoints', { levels: [level('good', 70), level('rest', 5)] }],
    [
      'levels.0.conditions.1.criterionId',
      {
        levels: [
          level('good', 70, {
            conditions: [
              { criterionId: 'a', minShare: 1 },
              { criterionId: 'z', minShare: 1 },
            ],
          }),
          level('rest', 0),
        ],
      },
    ],
    [
      'veto.1.criterionId',
      {
        veto: [
          { criterionId: 'a', capLevel: 'rest', below: 1 },
          { criterionId: 'z', capLevel: 'rest', below: 1 },
        ],
      },
    ],
    ['veto.0.capLevel', { veto: [{ criterionId: 'a', capLevel: 'none', below: 1 }] }],
  ])('is %s', (place, change) => {
    const rubric = { ...sound, ...change };
    const flaw = flawOf(rubric);
    expect(flaw).toBeDefined();
    expect(flaw && placeOfFlaw(flaw, rubric).join('.')).toBe(place);
  });
});
