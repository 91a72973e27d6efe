import { code, id } from '@sohoi/fields';
import { z } from 'zod';

const bilingual = z.object({ vi: z.string(), en: z.string() });
const evidence = z.array(z.object({ position: z.string(), at: z.iso.date(), amount: z.number() })).meta({
  description: 'The events that it rests on: position in the log, day, amount.',
});

const criterion = z.object({
  criterionId: code,
  name: bilingual,
  clause: z.string().nullable(),
  kind: z.enum(['quantitative', 'allOrNothing', 'perCount', 'bonus', 'penalty']),
  maxPoints: z.number(),
  feed: z.object({ by: z.enum(['indicator', 'score']), indicator: code.optional() }),
  indicatorName: bilingual.nullable(),
  points: z.number().nullable().meta({ description: 'Null: not known, which is not zero.' }),
  bonus: z.number(),
  proposedPoints: z.number().nullable(),
  proposedBonus: z.number(),
  value: z.number().nullable(),
  target: z.number().nullable(),
  best: z.number().nullable(),
  why: z.enum(['value', 'score', 'missing', 'voided']),
  measures: z.array(z.object({ measure: z.string(), as: z.string(), value: z.number().nullable(), evidence })),
  proposedBy: evidence,
  officialBy: evidence,
});

/** Level ← total ← criteria ← measures ← events, with the rubric and the period. */
export const explainedTrace = z.object({
  score: z.number().nullable(),
  proposedScore: z.number().nullable(),
  maxScore: z.number(),
  level: code.nullable(),
  levelName: bilingual.nullable(),
  caps: z.array(
    z.object({
      by: z.enum(['condition', 'veto']),
      criterionId: code,
      from: code,
      to: code,
      required: z.number(),
      actual: z.number().nullable(),
    }),
  ),
  missing: z.array(code),
  rubric: z.object({ rubricId: id, rubricVersion: z.int(), name: z.string(), source: z.object({ title: z.string() }) }),
  period: z.object({ periodId: id, code: z.string(), from: z.iso.date(), to: z.iso.date() }),
  asOfPosition: z.string(),
  frozenAt: z.string().nullable(),
  criteria: z.array(criterion),
});

/** What every result has: its place among the revisions and its rules. */
export const result = {
  periodId: id,
  periodCode: z.string(),
  revision: z.int().meta({ description: '0 while provisional; from 1 on published.' }),
  status: z.enum(['provisional', 'published']),
  because: z.enum(['period-closed', 'scores-published', 'score-corrected']).nullable(),
  rubricId: id,
  rubricVersion: z.int(),
  asOfPosition: z.string(),
};

export const resultExample = {
  periodId: 'f0e1d2c3-b4a5-5968-8776-655443322110',
  periodCode: '2023-H1',
  revision: 1,
  status: 'published',
  because: 'period-closed',
  rubricId: 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8',
  rubricVersion: 1,
  asOfPosition: '00000000000000000040',
} as const;

const duesEvidence = [{ position: '00000000000000000021', at: '2023-05-02', amount: 1 }];

export const traceExample: z.infer<typeof explainedTrace> = {
  score: 34,
  proposedScore: 34,
  maxScore: 40,
  level: 'good',
  levelName: { vi: 'Tốt', en: 'Good' },
  caps: [],
  missing: [],
  rubric: {
    rubricId: resultExample.rubricId,
    rubricVersion: 1,
    name: 'Bảng điểm mẫu (không phải văn bản chính thức)',
    source: { title: 'Bảng điểm mẫu, dựng để minh hoạ' },
  },
  period: { periodId: resultExample.periodId, code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
  asOfPosition: '00000000000000000040',
  frozenAt: '00000000000000000040',
  criteria: [
    {
      criterionId: 'dues',
      name: { vi: 'Thu hội phí', en: 'Dues' },
      clause: null,
      kind: 'quantitative',
      maxPoints: 40,
      feed: { by: 'indicator', indicator: 'dues-share' },
      indicatorName: { vi: 'Tỷ lệ hội viên đóng hội phí', en: 'Share of members who paid their dues' },
      ...{ points: 34, bonus: 0, proposedPoints: 34, proposedBonus: 0 },
      ...{ value: 0.85, target: 1, best: null, why: 'value' },
      measures: [{ measure: 'duesPaid', as: 'flow', value: 17, evidence: duesEvidence }],
      proposedBy: [],
      officialBy: [],
    },
  ],
};

export const periodOf = z
  .union([id, z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ./-]{0,29}$/u)], { error: 'period' })
  .meta({ description: 'Id of the period, or its code such as 2023-H1.' });

export const revisionOf = z.coerce
  .number()
  .int()
  .min(0)
  .max(100_000)
  .meta({ description: 'A published revision, from 1; absent: the one that counts now.' });
