import { id } from '@sohoi/fields';
import { momentShown, oneOf, readAsOfQuery } from '@sohoi/nest';
import type { Trace } from '@sohoi/standings';
import { z } from 'zod';
import { explainedTrace, periodOf, result, resultExample, revisionOf, traceExample } from './standing.schemas.js';

const entry = z.object({
  unitId: id,
  name: z.string(),
  rank: z.int().nullable().meta({ description: 'Null: no score, so no rank; such units stand last.' }),
  interval: z
    .tuple([z.int(), z.int()])
    .nullable()
    .meta({ description: 'Best and worst rank when the weights of the criteria change by up to 10 %.' }),
  score: z.number().nullable(),
  proposedScore: z.number().nullable(),
  level: z.string().nullable(),
});
export const ranking = z.object({
  clusterId: id,
  name: z.string(),
  unitId: id,
  ...result,
  method: z.enum(['1-2-2-4', '1-2-2-3']),
  entries: z.array(z.object({ ...entry.shape, trace: explainedTrace })),
});
type Entry = z.infer<typeof entry>;
export type RankingRow = Omit<z.infer<typeof ranking>, 'entries'> & {
  readonly entries: readonly Entry[];
  readonly trace: { readonly [unitId: string]: Trace };
};

export const rankingAnswer = oneOf(ranking)
  .extend(momentShown)
  .meta({
    example: {
      data: {
        clusterId: '0000000a-0000-5000-8000-00000000000c',
        name: 'Cụm thi đua Trung bộ',
        unitId: '00000000-0000-5000-8000-000000000001',
        ...resultExample,
        method: '1-2-2-4',
        entries: [
          {
            unitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801',
            name: 'Thanh Hóa',
            ...{ rank: 1, interval: [1, 2], score: 34, proposedScore: 34, level: 'good' },
            trace: traceExample,
          },
        ],
      },
      position: '00000000000000000042',
    },
  });

export const rankingQuery = z.strictObject({
  ...readAsOfQuery.shape,
  period: periodOf.optional(),
  revision: revisionOf.optional(),
});
