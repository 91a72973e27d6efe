import { code, count, id, name, plainDate, reason, source } from '@sohoi/fields';
import { z } from 'zod';
import type { Body } from './body.events.js';
import { figure, unitOfMeasure } from './unit-report.events.js';

const report = { title: 'Cụm thi đua Trung bộ: Tập trung nâng cao năng lực cán bộ Hội cơ sở', date: '2023-06-15' };

/** The client may choose the id of what it reports. */
const ownId = id.optional();

export const holdActivity = z
  .strictObject({
    id: ownId,
    name,
    activityKind: code,
    participants: count.optional(),
    source: source.optional(),
    at: plainDate,
  })
  .meta({
    id: 'HoldActivity',
    description:
      'An activity that took place: `joint` with other organisations, `thematic`, `member-meeting` or another code.',
    example: {
      name: 'Sinh hoạt chuyên đề "Tập trung xây dựng cơ sở Hội vững mạnh"',
      activityKind: 'thematic',
      participants: 120,
      source: report,
      at: '2023-05-20',
    },
  });

export const setTarget = z
  .strictObject({
    id: ownId,
    indicator: code,
    value: figure,
    unit: unitOfMeasure,
    from: plainDate,
    to: plainDate,
    source,
    at: plainDate,
  })
  .meta({
    id: 'SetTarget',
    description: 'What a unit or chapter is to reach in an indicator from one day to another.',
    example: {
      indicator: 'chapter-heads-with-allowance-share',
      value: 90,
      unit: '%',
      from: '2022-01-01',
      to: '2027-12-31',
      source: { title: 'Bồi dưỡng nghiệp vụ cho gần 500 cán bộ Hội', date: '2023-07-12' },
      at: '2023-07-12',
    },
  });

export const reportFigure = z
  .strictObject({
    id: ownId,
    indicator: code,
    value: figure,
    unit: unitOfMeasure,
    source,
    note: reason.optional(),
    from: plainDate.optional(),
    to: plainDate.optional(),
    at: plainDate,
  })
  .meta({
    id: 'ReportFigure',
    description: 'A figure as a report gives it, for a time or for the day `at`.',
    example: {
      indicator: 'officers-trained',
      value: 2343,
      unit: 'người',
      source: report,
      note: 'Cán bộ Hội các cấp, chi hội trưởng, chi hội phó',
      at: '2023-06-14',
    },
  });

export const correctFigure = z.strictObject({ value: figure, reason, source, at: plainDate }).meta({
  id: 'CorrectFigure',
  description: 'Puts another value in the place of a reported one, which stays on record.',
  example: { value: 2340, reason: 'Trùng ba người', source: report, at: '2023-07-01' },
});

/** Whose report it is: the stream is that of the body. */
type OfBody<T extends z.ZodType> = Omit<z.infer<T>, 'id'> & { readonly body: Body; readonly unitId: string };

export type UnitReportCommand =
  | {
      readonly type: 'HoldActivity';
      readonly data: OfBody<typeof holdActivity> & { readonly activityId: string };
    }
  | { readonly type: 'SetTarget'; readonly data: OfBody<typeof setTarget> & { readonly targetId: string } }
  | {
      readonly type: 'ReportFigure';
      readonly data: OfBody<typeof reportFigure> & { readonly figureId: string };
    }
  | {
      readonly type: 'CorrectFigure';
      readonly data: OfBody<typeof correctFigure> & { readonly figureId: string };
    };
