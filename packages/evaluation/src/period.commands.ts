import { id, name, plainDate } from '@sohoi/fields';
import { z } from 'zod';
import { periodCode } from './period.events.js';
import { rubricRef } from './rubric.events.js';

export const openPeriod = z
  .strictObject({
    /** The client may choose the id. */
    id: id.optional(),
    unitId: id,
    code: periodCode,
    name,
    from: plainDate,
    to: plainDate,
    chapterRubric: rubricRef.nullable(),
    unitRubric: rubricRef.nullable(),
    at: plainDate,
  })
  .meta({
    id: 'OpenPeriod',
    description: 'A period of whole months for which chapters, units or both are evaluated, each by one rubric.',
    example: {
      unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
      code: '2023-H1',
      name: '6 tháng đầu năm 2023',
      from: '2023-01-01',
      to: '2023-06-30',
      chapterRubric: { rubricId: 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8', rubricVersion: 1 },
      unitRubric: null,
      at: '2023-01-05',
    },
  });

export const closePeriod = z.strictObject({ at: plainDate }).meta({
  id: 'ClosePeriod',
  description: 'Ends the time for proposing scores; those on their way are still verified, approved and published.',
  example: { at: '2023-07-10' },
});

type OfPeriod<T extends z.ZodType> = Omit<z.infer<T>, 'id'> & { readonly periodId: string };

export type PeriodCommand =
  | { readonly type: 'OpenPeriod'; readonly data: OfPeriod<typeof openPeriod> }
  | { readonly type: 'ClosePeriod'; readonly data: OfPeriod<typeof closePeriod> };
