import { describe, expect, it } from '@jest/globals';
import { clusterReview } from './cluster-review.js';
import type { ClusterReview } from './cluster-review.js';
import { communeStrength } from './commune-strength.js';
import type { CommuneStrength } from './commune-strength.js';
import type { ScoredCriterion } from './criteria.js';
import type { Block, ReportDocument } from './document.js';
import { countScaleOf, scaleOf } from './scale.js';
import { dayText, numberText, pointsText, shareText } from './vietnamese.js';

const basis: ClusterReview['basis'] = {
  period: { code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
  outcome: { is: 'published', revision: 1 },
  rubric: { name: 'Bảng điểm mẫu', rubricVersion: 3, source: { title: 'Dựng để minh hoạ' } },
  asOf: {
    ...{ position: '42', day: '2023-07-11', time: '09:05:00', instant: '2023-07-11T02:05:00Z', validAt: null },
  },
  checkpoint: { origin: 'so-hoi.example.vn/log', size: 12_345, rootHash: 'bjQ=' },
};
const criterion = (points: number | null, more: Partial<ScoredCriterion> = {}): ScoredCriterion => ({
  ...{ criterionId: 'dues', name: 'Hội phí', kind: 'quantitative', maxPoints: 40, points, bonus: 0, voided: false },
  ...more,
});
const unit = (name: string, score: number | null, rank: number | null): ClusterReview['units'][number] => ({
  ...{ name, score, rank, proposedScore: score, interval: rank === null ? null : [rank, rank + 1] },
  ...{ levelName: score === null ? null : 'Đã sơ kết', criteria: [criterion(score)] },
});
const review: ClusterReview = {
  ...{ cluster: 'Cụm Ví Dụ', basis, maxScore: 40 },
  units: [unit('Một', 1234.5, 1), unit('Hai', 10, 2), unit('Ba', null, null)],
};
const chapter = (
  name: string,
  score: number | null,
  levelCode: string | null,
): CommuneStrength['chapters'][number] => ({
  ...{ name, score, proposedScore: score, levelCode, criteria: [criterion(score)] },
});
const strength: CommuneStrength = {
  ...{ unit: 'Xã Ví Dụ', basis: { ...basis, outcome: { is: 'published', corrected: 1 } }, maxScore: 40 },
  levels: [
    { code: 'good', name: 'Tốt' },
    { code: 'rest', name: 'Khá' },
  ],
  chapters: [chapter('A', 30, 'good'), chapter('B', 20, 'good'), chapter('C', null, null)],
};

const ofKind = <K extends Block['kind']>({ blocks }: ReportDocument, kind: K): Extract<Block, { kind: K }>[] =>
  blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
const textOf = (document: ReportDocument): string => JSON.stringify(document.blocks);

describe('the review of a cluster', () => {
  it('ranks, and gives no rank, no bar and no zero to who has no score', () => {
    const document = clusterReview(review);
    expect(ofKind(document, 'table')[0]?.rows).toEqual([
      ['1', 'Một', '1.234,5', '1.234,5', 'Đã sơ kết', '1–2'],
      ['2', 'Hai', '10', '10', 'Đã sơ kết', '2–3'],
      ['–', 'Ba', 'chưa chấm', 'chưa chấm', 'chưa chấm', '–'],
    ]);
    expect(ofKind(document, 'barChart')[0]?.bars).toContainEqual({ label: 'Ba', value: null, text: 'chưa chấm' });
    expect(ofKind(document, 'barChart')[0]?.alt).toContain('Một 1.234,5; Hai 10; Ba chưa chấm.');
  });

  it('counts who has no score apart from averages', () => {
    expect(ofKind(clusterReview(review), 'table')[1]?.rows).toEqual([
      ['Hội phí', '40', '622,25', '10', '1.234,5', '1'],
    ]);
    const nobody = { ...review, units: [unit('Ba', null, null)] };
    expect(ofKind(clusterReview(nobody), 'table')[1]?.rows).toEqual([
      ['Hội phí', '40', 'chưa chấm', 'chưa chấm', 'chưa chấm', '1'],
    ]);
    expect(textOf(clusterReview(nobody))).toContain('0 đơn vị đã có điểm.');
  });

  it('marks bonuses, penalties and what is no longer in force', () => {
    const criteria = ['bonus', 'penalty', 'quantitative'].map((kind) =>
      criterion(1, { criterionId: kind, kind, name: kind, voided: kind === 'quantitative' }),
    );
    const rows = ofKind(clusterReview({ ...review, units: [{ ...unit('Một', 3, 1), criteria }] }), 'table')[1]?.rows;
    expect(rows?.map(([name]) => name)).toEqual([
      'bonus (điểm thưởng)',
      'penalty (điểm trừ)',
      'quantitative (đã vô hiệu, không tính)',
    ]);
  });

  it('says first what is provisional, and what it is under', () => {
    const document = clusterReview({ ...review, basis: { ...basis, outcome: { is: 'provisional' } } });
    expect(document.blocks[0]).toMatchObject({ tone: 'notice', text: 'TẠM TÍNH – KỲ CHƯA CHỐT' });
    expect(textOf(clusterReview(review))).not.toContain('TẠM TÍNH');
    expect(textOf(document)).toContain('vị trí 42, ghi lúc 09:05:00 ngày 11/07/2023');
    expect(textOf(document)).toContain('cây gồm 12.345 lá');
    const onDay = { ...basis, asOf: { ...basis.asOf, validAt: '2023-03-01' } };
    expect(textOf(clusterReview({ ...review, basis: onDay }))).toContain('kỳ chứa ngày 01/03/2023');
  });
});

describe('the strength report of a commune', () => {
  it('counts chapters by level, with their points, and those without one last', () => {
    const document = communeStrength(strength);
    expect(ofKind(document, 'table')[0]?.rows).toEqual([
      ['Tốt', '2', '66,7%', '25', '20 – 30'],
      ['Khá', '0', '0%', '–', '–'],
      ['Chưa chấm', '1', '33,3%', '–', '–'],
    ]);
    expect(ofKind(document, 'barChart')[0]?.bars.map(({ value }) => value)).toEqual([2, 0, 1]);
    expect(ofKind(document, 'table')[1]?.rows[2]).toEqual(['3', 'C', 'chưa chấm', 'chưa chấm', 'chưa chấm']);
    expect(textOf(document)).toContain('Đã công bố; 1 kết quả được đính chính sau khi chốt');
  });
});

describe('what stands on paper', () => {
  it('is written as in Vietnam', () => {
    expect([1234.5, 0.126, -2, 0].map(numberText)).toEqual(['1.234,5', '0,13', '-2', '0']);
    expect(shareText(0.125)).toBe('12,5%');
    expect(dayText('2023-06-05')).toBe('05/06/2023');
    expect([pointsText(null), pointsText(0)]).toEqual(['chưa chấm', '0']);
  });

  it('is measured by round numbers that reach the largest', () => {
    expect(scaleOf(92.25)).toEqual({ max: 100, at: [0, 20, 40, 60, 80, 100] });
    expect(scaleOf(0).max).toBeGreaterThan(0);
    expect(countScaleOf(2)).toEqual({ max: 2, at: [0, 1, 2] });
    for (const largest of [1, 3, 7, 12, 45, 99, 1001]) {
      const { max, at } = countScaleOf(largest);
      expect(max).toBeGreaterThanOrEqual(largest);
      expect(at.every(Number.isInteger)).toBe(true);
    }
  });
});
