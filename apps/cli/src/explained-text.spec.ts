import { describe, expect, it } from '@jest/globals';
import type { Explained } from './explained.js';
import { explainedText } from './explained-text.js';

const both = (vi: string, en: string) => ({ vi, en });
const none = { count: 0, shown: [], more: 0, rest: null };
const paid = { says: both('“Hội phí”: 17 → 18, +2 điểm', '“Dues”: 17 → 18, +2 points') };
const explained: Explained = {
  name: 'Chi hội Ví Dụ',
  period: { code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
  ...{ status: 'provisional', revision: 0, asOfPosition: '0042' },
  rubric: { name: 'Bảng mẫu', rubricVersion: 2, source: { title: 'Văn bản mẫu', date: '2023-01-01' } },
  level: { name: both('Tốt', 'Good') },
  ...{ score: 34.5, maxScore: 40 },
  thresholds: [
    { name: both('Xuất sắc', 'Excellent'), minPoints: 36, reached: false },
    { name: both('Tốt', 'Good'), minPoints: 20, reached: true },
  ],
  caps: [],
  criteria: [
    {
      ...{ criterionId: 'dues', name: both('Hội phí', 'Dues'), clause: 'Từ 85 %', kind: 'quantitative' },
      ...{ points: 34.5, bonus: 0, maxPoints: 40, how: both('85 % nhân 40.', '85 % times 40.') },
      ...{ indicator: null, shown: null, proposed: none, official: none, steps: [] },
      figures: [
        {
          name: both('lượt đóng', 'dues paid'),
          value: 17,
          withheld: false,
          months: { from: '2023-01', to: '2023-06', since: null },
          evidence: {
            count: 17,
            shown: [
              {
                ...{ position: '0021', at: '2023-01-01', amount: 1 },
                event: {
                  ...{ type: 'DuesRecorded', stream: 'member-1', recordedAt: '2023-05-02T03:00:00.000Z' },
                  ...{ actor: 'lan\u001b[2J', role: 'commune-cadre', source: { title: 'Sổ thu' } },
                },
              },
            ],
            more: 16,
            rest: '/v1/standings/chapters/c/explain?period=p&criterion=dues&evidence=200&after=0021',
          },
        },
      ],
    },
  ],
  whatItTakes: {
    note: both('Đây là phép tính, không phải lời khuyên.', 'This is arithmetic, not advice.'),
    to: { name: both('Xuất sắc', 'Excellent'), minPoints: 36 },
    ...{ pointsMissing: 1.5, unmet: [], changes: [paid], instead: [] },
    open: [{ name: both('Hội phí', 'Dues'), missing: 5.5, least: paid, full: paid }],
  },
};

describe('an explanation on a terminal', () => {
  it('is a tree from the level down to the events, with the way to those that are not shown', () => {
    expect(explainedText(explained, 'vi')).toBe(
      [
        'Chi hội Ví Dụ · 2023-H1 (2023-01-01 – 2023-06-30) · tạm tính · theo sổ đến vị trí 0042',
        '├─ Mức: Tốt (34,5 trên 40 điểm)',
        '├─ Bảng điểm: Bảng mẫu, phiên bản 2; nguồn: Văn bản mẫu (2023-01-01)',
        '├─ Ngưỡng điểm',
        '│  ├─ chưa đạt: Xuất sắc, từ 36 điểm',
        '│  └─ đạt: Tốt, từ 20 điểm',
        '├─ Tiêu chí',
        '│  └─ Hội phí: 34,5 trên 40 điểm',
        '│     ├─ 85 % nhân 40.',
        '│     ├─ Điều khoản: Từ 85 %',
        '│     └─ lượt đóng: 17 (2023-01 – 2023-06)',
        '│        ├─ 2023-01-01  +1  0021  DuesRecorded  lan�[2J (commune-cadre)  nguồn: Sổ thu',
        '│        └─ còn 16 sự kiện nữa: --criterion dues --evidence 200 --after 0021',
        '└─ Để lên “Xuất sắc”: thiếu 1,5 điểm',
        '   ├─ Đây là phép tính, không phải lời khuyên.',
        '   ├─ Những thay đổi này cùng nhau thì đủ',
        '   │  └─ “Hội phí”: 17 → 18, +2 điểm',
        '   └─ Điểm còn thiếu của từng tiêu chí, nhiều điểm nhất cho một đơn vị trước',
        '      └─ Hội phí: còn 5,5 điểm',
        '         └─ “Hội phí”: 17 → 18, +2 điểm',
      ].join('\n'),
    );
  });

  it('says what is withheld, and that nothing is known to be enough', () => {
    const [criterion] = explained.criteria;
    const [figure] = criterion?.figures ?? [];
    if (!criterion || !figure || !explained.whatItTakes) throw new Error('the example has them');
    const text = explainedText(
      {
        ...explained,
        criteria: [
          {
            ...criterion,
            points: null,
            figures: [
              { ...figure, value: null, evidence: none },
              { ...figure, value: null, withheld: true, evidence: none },
            ],
          },
        ],
        whatItTakes: { ...explained.whatItTakes, changes: null },
      },
      'en',
    );
    expect(text).toContain('Dues: not known of 40 points');
    expect(text).toContain('dues paid: nothing recorded (2023-01 to 2023-06)');
    expect(text).toContain('dues paid: withheld, since it tells of one person (2023-01 to 2023-06)');
    expect(text).toContain('No changes that can be computed are enough');
  });
});
