import { describe, expect, it } from '@jest/globals';
import type { Rubric } from '@sohoi/evaluation/events';
import { withEvidence } from '../explanation.js';
import { indicators } from '../indicators.js';
import { rate } from '../rating.js';
import { readsOf } from '../readings.js';
import type { Readings } from '../readings.js';
import { sampleChapterRubric } from '../samples/chapter-rubric.js';
import type { Trace } from '../trace.js';
import { whatItTakes } from '../what-it-takes/what-it-takes.js';
import { toldWhatItTakes } from './change-words.js';
import { treeOf } from './tree.js';
import { nameOfMeasure } from './words.js';

const rubric: Rubric = {
  ...sampleChapterRubric,
  ...{ rubricId: 'r', rubricVersion: 1, unitId: 'u', at: '2023-01-01' },
};
const months = { from: 2023 * 12, to: 2023 * 12 + 5 };
const measured: { readonly [measure: string]: number } = {
  ...{ members: 40, women18: 80, regular: 17, duesPaid: 34, headInPost: 1, headAllowance: 1 },
  ...{ headNonParty: 1, 'activity:joint': 1, 'model:one-plus-one': 1, awards: 1 },
};
const readings: Readings = rubric.criteria.map(({ criterionId, feed }) =>
  feed.by === 'score'
    ? criterionId === 'no-discipline'
      ? [5, 0, 5, 0]
      : [4, 1, null, null]
    : readsOf(feed).map(({ measure }) => measured[measure] ?? null),
);
const trace: Trace = {
  ...rate({ rubric, voided: new Set(['praised']) }, readings, months),
  ...{ rubric: { rubricId: 'r', rubricVersion: 1 }, asOfPosition: '9', frozenAt: null },
  period: { periodId: 'p', code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
};
const duesRow = { subjectKind: 'chapter', subjectId: 'c', measure: 'duesPaid', at: '2023-01-01', amount: 34 } as const;
const tree = treeOf(withEvidence(trace, [{ ...duesRow, position: '7' }], rubric), rubric);
const criterion = (id: string) => tree.criteria.find(({ criterionId }) => criterionId === id);

describe('the tree of a level', () => {
  it('says which thresholds the score reaches', () => {
    expect(tree.level?.code).toBe(trace.level);
    expect(tree.thresholds.map(({ code, minPoints, reached }) => [code, minPoints, reached])).toEqual([
      ['excellent', 90, false],
      ['good', 70, false],
      ['completed', 50, true],
      ['not-completed', 0, true],
    ]);
  });

  it.each([
    ['dues', '85 % trên mức phải đạt 85 %', '85 % of 85 % due, times 15, at most 15: 15 points.'],
    ['regular', '42,5 % trên mức phải đạt 85 %, nhân 15, tối đa 15: 7,5 điểm.', '42.5 % of 85 % due'],
    ['joint-activity', '1; từ 1 trở lên được 10, dưới đó 0: 10 điểm.', '1; from 1 on 10, below it 0: 10 points.'],
    ['head-allowance', 'có; có thì 10, không thì 0: 10 điểm.', 'yes; yes gives 10, no gives 0: 10 points.'],
    ['proposes-tasks', 'Mới được đề xuất 4 điểm, thưởng 1', 'Proposed only: 4 points, bonus 1'],
    ['no-discipline', 'Do người chấm cho và đã công bố: 5 điểm', 'Given by people and published: 5 points'],
    ['special-members', 'chưa biết khác với 0 điểm', 'not the same as 0 points'],
    ['praised', 'Tiêu chí đã vô hiệu', 'Voided, so it counts in no total. 1 times 1, at most 2: 1 points.'],
  ])('says in one sentence how %s came to its points', (id, vi, en) => {
    expect(criterion(id)?.how.vi).toContain(vi);
    expect(criterion(id)?.how.en).toContain(en);
  });

  it('leads from a criterion to its clause, its figures, the months read and the events', () => {
    expect(criterion('dues')?.clause).toContain('Bút Sơn 2018');
    expect(criterion('dues')).toMatchObject({
      figures: [
        {
          ...{ measure: 'duesPaid', value: 34, months: { from: '2023-01', to: '2023-06', since: null } },
          name: { en: 'half-years of dues paid' },
          evidence: [{ position: '7', at: '2023-01-01', amount: 34 }],
        },
        { measure: 'members', value: 40, months: { from: null, to: '2023-06' }, evidence: [] },
      ],
    });
  });

  it('tells of the Party no more than the points, also in what it would take', () => {
    const takes = whatItTakes(rubric, trace, false);
    const told = takes && toldWhatItTakes(takes, rubric);
    const open = told?.open.find(({ criterionId }) => criterionId === 'head-party-development');
    expect(open?.full).toEqual({
      ...{ criterionId: 'head-party-development', measure: null, from: null, to: null, points: 10 },
      says: {
        vi: '“Phát triển Đảng đối với chi hội trưởng”: từ không thành có, +10 điểm',
        en: '“The head groomed for the Party, or in it”: from no to yes, +10 points',
      },
    });
    expect(JSON.stringify(told)).not.toMatch(/headGroomed|headNonParty/);
    const figures = criterion('head-party-development')?.figures ?? [];
    expect(figures.map(({ measure, value, withheld }) => [measure, value, withheld])).toEqual([
      ['headInPost', 1, false],
      ['headNonParty', null, true],
      ['headGroomed', null, true],
    ]);
  });

  it('says that what it would take is arithmetic, not advice', () => {
    const takes = whatItTakes(rubric, trace, false);
    const told = takes && toldWhatItTakes(takes, rubric);
    expect(told?.note.vi).toContain('phép tính');
    expect(told?.note.vi).toContain('không phải lời khuyên');
    expect(told?.to?.code).toBe('good');
    expect(told?.changes?.length).toBeGreaterThan(0);
    for (const { says } of told?.changes ?? []) expect(says.vi).toMatch(/^“.+”: .+ [+-][\d,]+ điểm$/);
  });

  it('has words in both languages for every measure that an indicator reads', () => {
    for (const { reads } of Object.values(indicators))
      for (const { measure } of reads) expect(nameOfMeasure(measure).vi).not.toBe(measure);
  });
});
