import { code, id, source } from '@sohoi/fields';
import { momentShown, oneOf, position, readAsOfQuery } from '@sohoi/nest';
import { z } from 'zod';
import { periodOf, result, resultExample, revisionOf } from '../standing.schemas.js';

/** So many pieces of evidence are shown of each list at most, of all criteria at once and of one alone. */
export const SHOWN_OF_ALL = 20;
export const SHOWN_OF_ONE = 200;

export const explainQuery = z.strictObject({
  ...readAsOfQuery.shape,
  period: periodOf.optional(),
  revision: revisionOf.optional(),
  criterion: code.optional().meta({ description: 'Only this criterion of the tree.' }),
  evidence: z.coerce
    .number()
    .int()
    .min(0)
    .max(SHOWN_OF_ONE)
    .default(5)
    .meta({
      description: `So many pieces of evidence of each list, the oldest first; more than ${SHOWN_OF_ALL} of one criterion only.`,
    }),
  after: position.optional().meta({ description: 'Only evidence behind this position; see `rest`.' }),
});
export const explainUnitQuery = explainQuery.extend({ unit: id.meta({ description: 'A unit of the ranking.' }) });

const bilingual = z.object({ vi: z.string(), en: z.string() });
const piece = z.object({
  position,
  at: z.iso.date().meta({ description: 'The day for which it counts.' }),
  amount: z.number(),
  event: z
    .object({
      type: z.string(),
      stream: z.string(),
      recordedAt: z.iso.datetime(),
      actor: z.string(),
      role: z.string(),
      source: source.nullable().meta({ description: 'Where its figure comes from, if it says so.' }),
    })
    .nullable()
    .meta({ description: 'Null where `GET /v1/events` would not show it to the one who asks.' }),
});
const evidence = z.object({
  count: z.int(),
  shown: z.array(piece),
  more: z.int().meta({ description: 'So many come after those shown.' }),
  rest: z.string().nullable().meta({ description: 'Path of what comes after those shown; null: they are all.' }),
});
const step = z.object({
  ...{ type: z.string(), position, at: z.iso.date(), recordedAt: z.iso.datetime(), actor: z.string() },
  ...{ role: z.string(), points: z.number().nullable(), bonus: z.number().nullable() },
});
const cap = z.object({
  ...{ by: z.enum(['condition', 'veto']), criterionId: code, required: z.number(), actual: z.number().nullable() },
  says: bilingual,
});
const criterion = z.object({
  criterionId: code,
  name: bilingual,
  kind: z.enum(['quantitative', 'allOrNothing', 'perCount', 'bonus', 'penalty']),
  clause: z.string().nullable().meta({ description: 'Word for word, as the rubric has it; null: it names none.' }),
  points: z.number().nullable().meta({ description: 'Null: not known, which is not zero.' }),
  ...{ bonus: z.number(), maxPoints: z.number(), why: z.enum(['value', 'score', 'missing', 'voided']) },
  how: bilingual.meta({ description: 'How it came to its points, in one sentence.' }),
  indicator: z.object({ code: z.string(), name: bilingual, unit: z.string() }).nullable(),
  ...{ value: z.number().nullable(), shown: bilingual.nullable() },
  ...{ target: z.number().nullable(), best: z.number().nullable() },
  figures: z.array(
    z.object({
      ...{ measure: z.string(), as: z.string(), name: bilingual },
      value: z.number().nullable().meta({ description: 'Null: not known, or withheld.' }),
      withheld: z.boolean().meta({ description: 'Whether it tells of one person, so that value and events are.' }),
      months: z.object({ from: z.string().nullable(), to: z.string(), since: bilingual.nullable() }),
      evidence,
    }),
  ),
  proposed: evidence,
  official: evidence,
  steps: z.array(step).meta({ description: 'Of a score: who proposed, verified, returned, approved, published it.' }),
});
const change = z.object({
  criterionId: code,
  measure: z.string().nullable().meta({ description: 'Null: the points themselves, or withheld.' }),
  ...{ from: z.number().nullable(), to: z.number().nullable(), points: z.number(), says: bilingual },
});
const whatItTakes = z.object({
  note: bilingual,
  to: z.object({ code, name: bilingual, minPoints: z.number() }).nullable().meta({ description: 'The next level.' }),
  pointsMissing: z.number(),
  unmet: z.array(cap),
  changes: z
    .array(change.extend({ why: z.enum(['condition', 'veto', 'points']) }))
    .nullable()
    .meta({
      description: 'Together they reach it, by few criteria, none longer than it must be; null: none known do.',
    }),
  instead: z.array(change).meta({ description: 'Each could stand for the last change made for the points.' }),
  open: z
    .array(
      z.object({
        ...{ criterionId: code, name: bilingual, missing: z.number() },
        ...{ least: change.nullable(), full: change.nullable() },
      }),
    )
    .meta({ description: 'Criteria with points missing; those that give most points for a unit of change first.' }),
});

const explained = {
  ...result,
  period: z.object({ periodId: id, code: z.string(), from: z.iso.date(), to: z.iso.date() }),
  rubric: z.object({ rubricId: id, rubricVersion: z.int(), name: z.string(), source }),
  frozenAt: position.nullable(),
  level: z.object({ code, name: bilingual }).nullable(),
  ...{ score: z.number().nullable(), proposedScore: z.number().nullable(), maxScore: z.number() },
  thresholds: z.array(z.object({ code, name: bilingual, minPoints: z.number(), reached: z.boolean() })),
  caps: z.array(cap.extend({ from: code, to: code })),
  criteria: z.array(criterion),
  whatItTakes: whatItTakes
    .nullable()
    .meta({ description: 'Null without a level, with more than 40 criteria, or of one criterion only.' }),
};

const of = { chapterId: id, name: z.string(), unitId: id };
const rank = {
  ...{ clusterId: id, name: z.string(), unitId: id, unitName: z.string(), rank: z.int().nullable() },
  interval: z.tuple([z.int(), z.int()]).nullable(),
};

const dues = { vi: 'Thu hội phí', en: 'Dues' };
const good = { code: 'good', name: { vi: 'Tốt', en: 'Good' } };
const excellent = { code: 'excellent', name: { vi: 'Xuất sắc', en: 'Excellent' }, minPoints: 36 };
const none = { count: 0, shown: [], more: 0, rest: null };
const paid = {
  ...{ criterionId: 'dues', measure: 'duesPaid', from: 17, to: 18, points: 2 },
  says: {
    vi: '“Thu hội phí”: lượt đóng hội phí nửa năm 17 → 18, +2 điểm',
    en: '“Dues”: half-years of dues paid 17 → 18, +2 points',
  },
};
const paidEvidence = {
  count: 17,
  shown: [
    {
      ...{ position: '00000000000000000021', at: '2023-01-01', amount: 1 },
      event: {
        ...{ type: 'DuesRecorded', stream: 'member-0197a7c0-0000-7000-8000-000000000001' },
        ...{ recordedAt: '2023-05-02T03:00:00.000Z', actor: 'demo-commune-cadre', role: 'commune-cadre', source: null },
      },
    },
  ],
  more: 16,
  rest: '/v1/standings/chapters/d5e6f708-192a-5b3c-8d4e-5f6071829304/explain?period=f0e1d2c3-b4a5-5968-8776-655443322110&criterion=dues&evidence=200&after=00000000000000000021',
};
const example = {
  ...resultExample,
  period: { periodId: resultExample.periodId, code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
  rubric: {
    ...{ rubricId: resultExample.rubricId, rubricVersion: 1 },
    name: 'Bảng điểm mẫu (không phải văn bản chính thức)',
    source: { title: 'Bảng điểm mẫu, dựng để minh hoạ' },
  },
  frozenAt: '00000000000000000040',
  level: good,
  ...{ score: 34, proposedScore: 34, maxScore: 40 },
  thresholds: [
    { ...excellent, reached: false },
    { ...good, minPoints: 20, reached: true },
  ],
  caps: [],
  criteria: [
    {
      ...{ criterionId: 'dues', name: dues, kind: 'quantitative', clause: null, points: 34, bonus: 0, maxPoints: 40 },
      why: 'value',
      how: {
        vi: '85 % trên mức phải đạt 100 %, nhân 40, tối đa 40: 34 điểm.',
        en: '85 % of 100 % due, times 40, at most 40: 34 points.',
      },
      indicator: {
        code: 'dues-share',
        name: { vi: 'Tỷ lệ hội viên đóng hội phí', en: 'Share of members who paid their dues' },
        unit: 'share',
      },
      ...{ value: 0.85, shown: { vi: '85 %', en: '85 %' }, target: 1, best: null },
      figures: [
        {
          ...{ measure: 'duesPaid', as: 'flow', value: 17, withheld: false },
          name: { vi: 'lượt đóng hội phí nửa năm', en: 'half-years of dues paid' },
          months: { from: '2023-01', to: '2023-06', since: null },
          evidence: paidEvidence,
        },
      ],
      ...{ proposed: none, official: none, steps: [] },
    },
  ],
  whatItTakes: {
    note: { vi: 'Đây là phép tính, không phải lời khuyên.', en: 'This is arithmetic, not advice.' },
    ...{ to: excellent, pointsMissing: 2, unmet: [], changes: [{ ...paid, why: 'points' }], instead: [] },
    open: [{ criterionId: 'dues', name: dues, missing: 6, least: paid, full: { ...paid, to: 20, points: 6 } }],
  },
} as const;

export const chapterExplained = oneOf(z.object({ ...of, ...explained }))
  .extend(momentShown)
  .meta({
    example: {
      data: {
        ...{ chapterId: 'd5e6f708-192a-5b3c-8d4e-5f6071829304', name: 'Chi hội Ví Dụ' },
        ...{ unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2', ...example },
      },
      position: '00000000000000000042',
    },
  });
export const unitExplained = oneOf(z.object({ ...rank, ...explained }))
  .extend(momentShown)
  .meta({
    example: {
      data: {
        ...{ clusterId: '0000000a-0000-5000-8000-00000000000c', name: 'Cụm thi đua Trung bộ' },
        ...{ unitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801', unitName: 'Thanh Hóa', rank: 1, interval: [1, 2] },
        ...example,
      },
      position: '00000000000000000042',
    },
  });
