import type { Rubric } from '@sohoi/evaluation/events';

/** A rubric before anybody publishes it: without number, publisher and date. */
export type SampleRubric = Pick<Rubric, 'name' | 'appliesTo' | 'source' | 'levels' | 'criteria' | 'veto' | 'ranking'>;

/** The thresholds of Quy định 366-QĐ/TW of 30 August 2025: 90, 70, 50 of 100 points. */
export const FRAME = { excellent: 90, good: 70, completed: 50, notCompleted: 0 } as const;

export const FRAME_LEVELS = {
  excellent: { vi: 'Hoàn thành xuất sắc nhiệm vụ', en: 'Completed excellently' },
  good: { vi: 'Hoàn thành tốt nhiệm vụ', en: 'Completed well' },
  completed: { vi: 'Hoàn thành nhiệm vụ', en: 'Completed' },
  notCompleted: { vi: 'Không hoàn thành nhiệm vụ', en: 'Not completed' },
} as const;
