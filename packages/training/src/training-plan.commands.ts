import { id, legalAct, name, plainDate, source } from '@sohoi/fields';
import { z } from 'zod';
import { year } from './training-plan.events.js';

export const approveTrainingPlan = z
  .strictObject({
    /** The client may choose the id. */
    id: id.optional(),
    unitId: id,
    name,
    approvedBy: name,
    fromYear: year,
    toYear: year,
    decision: legalAct.optional(),
    source: source.optional(),
    at: plainDate,
  })
  .meta({
    id: 'ApproveTrainingPlan',
    description: 'A plan to train the officers of a unit, from one year to another, both included.',
    example: {
      unitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801',
      name: 'Bồi dưỡng cán bộ, công chức Hội LHPN các cấp và chi hội trưởng giai đoạn 2022 - 2025',
      approvedBy: 'UBND tỉnh Thanh Hóa',
      fromYear: 2022,
      toYear: 2025,
      source: {
        title: 'Cụm thi đua Trung bộ: Tập trung nâng cao năng lực cán bộ Hội cơ sở',
        date: '2023-06-15',
      },
      at: '2022-03-01',
    },
  });

export type TrainingPlanCommand = {
  readonly type: 'ApproveTrainingPlan';
  readonly data: Omit<z.infer<typeof approveTrainingPlan>, 'id'> & { readonly planId: string };
};
