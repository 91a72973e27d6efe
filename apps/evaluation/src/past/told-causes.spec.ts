import { describe, expect, it } from '@jest/globals';
import { sampleChapterRubric } from '@sohoi/standings';
import type { Cause } from '@sohoi/standings';
import { toldCauses } from './told-causes.js';

const rubric = {
  ...sampleChapterRubric,
  ...{ rubricId: 'r', rubricVersion: 1, unitId: 'u', at: '2023-01-01' },
};
const cause = (n: number, points: number, criterionId = 'dues'): Cause => ({
  ...{ kind: 'own', position: String(n).padStart(20, '0'), type: 'DuesRecorded', at: '2023-05-01', points },
  criteria: [{ criterionId, points }],
});

describe('causes in words', () => {
  it('name the criterion as the rubric does, and write numbers as each language does', () => {
    expect(toldCauses([cause(1, -2.5)], rubric)[0]?.sentence).toEqual({
      vi: 'Ghi nhận về chính nơi này: −2,5 điểm (Hội viên đóng hội phí −2,5).',
      en: 'A record of its own: −2.5 points (Members who paid their dues −2.5).',
    });
    expect(toldCauses([{ ...cause(1, 2), kind: 'rule', type: 'CriterionVoided' }], rubric)[0]?.sentence.en).toBe(
      'A criterion was voided: +2 points (Members who paid their dues +2).',
    );
    expect(toldCauses([{ ...cause(1, 2), kind: 'rule', type: 'UnitMoved' }], undefined)[0]?.sentence.vi).toBe(
      'Cây đơn vị thay đổi: +2 điểm (dues +2).',
    );
  });

  it('of very many are the largest one by one, in the order of the log, and the rest in one sum', () => {
    const causes = Array.from({ length: 700 }, (_, n) => cause(n, n % 7 === 0 ? 0.3 : 0.1, n % 2 ? 'dues' : 'regular'));
    const told = toldCauses([...causes, cause(700, -5)], rubric);
    expect(told).toHaveLength(501);
    const sum = (points: readonly { points: number }[]): number =>
      points.reduce((all, one) => all + Math.round(one.points * 100), 0) / 100;
    expect(sum(told)).toBe(sum([...causes, cause(700, -5)]));
    const rest = told.at(-1);
    expect(rest).toMatchObject({ kind: 'rest', position: null, points: 20.1 });
    expect(sum(rest?.criteria ?? [])).toBe(20.1);
    const positions = told.slice(0, -1).map(({ position }) => String(position));
    expect(positions).toEqual([...positions].sort());
    expect(positions).toContain(String(700).padStart(20, '0'));
  });
});
