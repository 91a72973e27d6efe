import { code, id } from '@sohoi/fields';
import { momentShown, oneOf, pageAsOfQuery, pageOf, readAsOfQuery } from '@sohoi/nest';
import { z } from 'zod';
import { explainedTrace, periodOf, result, resultExample, revisionOf, traceExample } from './standing.schemas.js';

export const standing = z.object({
  chapterId: id,
  name: z.string(),
  unitId: id,
  ...result,
  score: z.number().nullable().meta({ description: 'Null: no score, which is not zero; such chapters stand last.' }),
  proposedScore: z.number().nullable(),
  maxScore: z.number(),
  level: z.string().nullable(),
});
export type Standing = z.infer<typeof standing>;

const example: Standing = {
  chapterId: 'd5e6f708-192a-5b3c-8d4e-5f6071829304',
  name: 'Chi hội Ví Dụ',
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  ...resultExample,
  ...{ score: 34, proposedScore: 34, maxScore: 40, level: 'good' },
};
const position = '00000000000000000042';

export const standingPage = pageOf(standing)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const standingAnswer = oneOf(z.object({ ...standing.shape, trace: explainedTrace }))
  .extend(momentShown)
  .meta({
    example: { data: { ...example, trace: traceExample }, position },
  });

export const standingsQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  period: periodOf.optional(),
  unit: id.optional().meta({ description: 'Only chapters of this unit and of what lies below it.' }),
  level: code.optional(),
});

export const standingQuery = z.strictObject({
  ...readAsOfQuery.shape,
  period: periodOf.optional(),
  revision: revisionOf.optional(),
});
