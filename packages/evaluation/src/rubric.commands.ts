import { code, id, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { rubricContent, rubricVersion } from './rubric.events.js';

const version = { rubricVersion, unitId: id, ...rubricContent, at: plainDate };

const example = {
  rubricVersion: 1,
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  name: 'Bảng điểm mẫu cho chi hội (không phải văn bản chính thức)',
  appliesTo: 'chapter',
  source: { title: 'Bảng điểm mẫu, dựng để minh hoạ', date: '2023-01-01' },
  levels: [
    {
      code: 'excellent',
      name: { vi: 'Xuất sắc', en: 'Excellent' },
      minPoints: 90,
      conditions: [{ criterionId: 'dues', minShare: 0.85 }],
    },
    { code: 'good', name: { vi: 'Tốt', en: 'Good' }, minPoints: 70 },
    { code: 'incomplete', name: { vi: 'Chưa hoàn thành', en: 'Incomplete' }, minPoints: 0 },
  ],
  criteria: [
    {
      criterionId: 'dues',
      name: { vi: 'Thu hội phí', en: 'Dues' },
      kind: 'quantitative',
      maxPoints: 40,
      feed: { by: 'indicator', indicator: 'dues-share' },
      target: 0.85,
    },
    {
      criterionId: 'activities',
      name: { vi: 'Sinh hoạt chi hội', en: 'Activities' },
      kind: 'perCount',
      maxPoints: 30,
      feed: { by: 'indicator', indicator: 'thematic-activities' },
      pointsPerCount: 5,
    },
    {
      criterionId: 'movements',
      name: { vi: 'Phong trào thi đua', en: 'Emulation movements' },
      kind: 'quantitative',
      maxPoints: 30,
      maxBonus: 5,
      feed: { by: 'score' },
    },
  ],
  veto: [{ criterionId: 'movements', capLevel: 'good', below: 10 }],
  at: '2023-01-01',
};

/** The first version of a rubric; the client may choose its id. */
export const publishRubric = z.strictObject({ id: id.optional(), ...version }).meta({
  id: 'PublishRubric',
  description:
    'One version of a rubric, whole. Levels stand best first with falling thresholds, the last at 0 points; the reported maximum is the sum of maxPoints without bonus and penalty criteria.',
  example,
});

/** A later version takes the next number and leaves the earlier ones as they are. */
export const publishRubricVersion = z.strictObject(version).meta({
  id: 'PublishRubricVersion',
  description: 'The next version of a published rubric, whole.',
  example: { ...example, rubricVersion: 2, at: '2024-01-01' },
});

export const voidCriterion = z.strictObject({ rubricVersion, criterionId: code, reason, at: plainDate }).meta({
  id: 'VoidCriterion',
  description: 'A criterion of a published version counts no more; what was scored by it stays on record.',
  example: {
    rubricVersion: 1,
    criterionId: 'activities',
    reason: 'Không áp dụng được sau khi sắp xếp đơn vị',
    at: '2023-09-01',
  },
});

type OfRubric<T extends z.ZodType> = z.infer<T> & { readonly rubricId: string };

export type RubricCommand =
  | { readonly type: 'PublishRubric'; readonly data: OfRubric<typeof publishRubricVersion> }
  | { readonly type: 'VoidCriterion'; readonly data: OfRubric<typeof voidCriterion> };
