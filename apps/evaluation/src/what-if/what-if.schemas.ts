import { id, name as title } from '@sohoi/fields';
import { momentQuery } from '@sohoi/nest';
import { bodies } from '@sohoi/replay';
import { z } from 'zod';

/** What is supposed: nothing of it is ever recorded. */
export const whatIf = z
  .strictObject({
    id: id.optional(),
    name: title,
    body: z.enum(bodies).optional().meta({ description: 'Whose results; absent: those of the rubric, or chapters.' }),
    rubric: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'An alternative rubric as `POST /v1/rubrics` takes it; absent: the official ones.' }),
    ...momentQuery.shape,
    period: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'Id or code; absent: the last one with results.' }),
    unit: id.optional().meta({ description: 'Only what lies at or below this unit.' }),
  })
  .meta({ example: { name: 'Hội phí tính gấp đôi', body: 'chapter', period: '2023-H1' } });

export const noBody = z.strictObject({}).meta({ example: {} });

export const whatIfsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: id.optional().meta({ description: 'Only older ones than this one.' }),
});

export const resultsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  after: z.coerce.number().int().min(0).max(100_000_000).default(0).meta({ description: '`next` of the page before.' }),
});

/** Stands in every answer, so that no part of it can be taken for an official result. */
const watermark = { simulation: z.literal(true), status: z.literal('mô phỏng · simulation') };
export const WATERMARK = { simulation: true, status: 'mô phỏng · simulation' } as const;

const move = z.object({ from: z.string().nullable(), to: z.string().nullable(), count: z.int() });

const summary = z.object({
  period: z.string(),
  compared: z.int(),
  risen: z.int(),
  fallen: z.int(),
  same: z.int(),
  onlyOfficial: z.int(),
  onlySimulated: z.int(),
  spearman: z.number().nullable(),
  kendall: z.number().nullable(),
  moves: z.array(move),
});
export type WhatIfSummary = z.infer<typeof summary>;

const job = z.object({
  ...watermark,
  id,
  name: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  body: z.enum(bodies),
  rubric: z.string().nullable().meta({ description: 'Name of the alternative rubric; null: the official ones.' }),
  asOf: z.object({ position: z.string(), recordedAt: z.iso.datetime() }),
  validAt: z.iso.date().nullable(),
  unit: id.nullable(),
  startedAt: z.iso.datetime().nullable(),
  events: z.int(),
  total: z.int().nullable(),
  eventsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  summary: summary.nullable(),
});
export type ShownJob = z.infer<typeof job>;

const side = z
  .object({ score: z.number().nullable(), level: z.string().nullable(), rank: z.int().nullable() })
  .nullable();

const result = z.object({
  ...watermark,
  nth: z.int(),
  id,
  name: z.string().nullable(),
  unitId: id,
  unitName: z.string().nullable(),
  clusterId: id.nullable(),
  clusterName: z.string().nullable(),
  official: side,
  simulated: side,
  change: z.number().nullable(),
  places: z.number().nullable(),
});

const exampleJob: ShownJob = {
  ...WATERMARK,
  ...{ id: '0197a7c0-0000-7000-8000-0000000000b1', name: 'Hội phí tính gấp đôi', askedBy: 'demo-analyst' },
  ...{ askedAt: '2026-11-23T02:00:00.000Z', state: 'done', body: 'chapter', rubric: 'Bảng điểm thử', validAt: null },
  ...{ asOf: { position: '00000000000000000646', recordedAt: '2026-11-23T01:00:00.000Z' }, unit: null },
  ...{ startedAt: '2026-11-23T02:00:01.000Z', events: 646, total: 646, eventsPerSecond: 646, secondsLeft: null },
  ...{ endedAt: '2026-11-23T02:00:02.000Z', reason: null },
  summary: {
    ...{ period: '2023-H1', compared: 9, risen: 9, fallen: 0, same: 0, onlyOfficial: 0, onlySimulated: 0 },
    ...{ spearman: 0.983, kendall: 0.944, moves: [{ from: 'not-completed', to: 'completed', count: 1 }] },
  },
};

const exampleResult: z.infer<typeof result> = {
  ...WATERMARK,
  ...{ nth: 1, id: '0197a7c0-0000-7000-8000-0000000000c1', name: 'Chi hội Ví Dụ 1.1' },
  ...{ unitId: '0197a7c0-0000-7000-8000-0000000000d1', unitName: 'Xã Ví Dụ', clusterId: null, clusterName: null },
  official: { score: 102, level: 'excellent', rank: null },
  simulated: { score: 117, level: 'excellent', rank: null },
  ...{ change: 15, places: null },
};

export const jobAnswer = z.object({ data: job }).meta({ example: { data: exampleJob } });
export const jobsAnswer = z
  .object({ data: z.array(job), next: id.nullable() })
  .meta({ example: { data: [exampleJob], next: null } });
export const resultsAnswer = z
  .object({ ...watermark, data: z.array(result), next: z.int().nullable() })
  .meta({ example: { ...WATERMARK, data: [exampleResult], next: null } });
export type WhatIfResult = Omit<z.infer<typeof result>, 'nth' | keyof typeof watermark>;
