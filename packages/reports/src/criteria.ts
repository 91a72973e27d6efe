import type { Block } from './document.js';
import { numberText, pointsText } from './vietnamese.js';

/** A criterion as it was scored for one body; of a penalty the points that it takes. */
export type ScoredCriterion = {
  readonly criterionId: string;
  readonly name: string;
  readonly kind: string;
  readonly maxPoints: number;
  /** Null: not known, which is not zero. */
  readonly points: number | null;
  readonly bonus: number;
  readonly voided: boolean;
};

/** What bodies of one rubric had on the average; those without points are counted apart. */
export const criteriaBlock = (bodies: readonly (readonly ScoredCriterion[])[], ofWhat: string): Block => ({
  kind: 'table',
  namedBy: 0,
  columns: [
    { title: 'Tiêu chí', share: 40, align: 'left' },
    { title: 'Tối đa', share: 9, align: 'right' },
    { title: 'Bình quân', share: 14, align: 'right' },
    { title: 'Thấp nhất', share: 14, align: 'right' },
    { title: 'Cao nhất', share: 14, align: 'right' },
    { title: `${ofWhat} chưa chấm`, share: 15, align: 'right' },
  ],
  rows: (bodies[0] ?? []).map((criterion) => rowOf(criterion, bodies)),
});

const rowOf = (
  { criterionId, name, kind, maxPoints, voided }: ScoredCriterion,
  bodies: readonly (readonly ScoredCriterion[])[],
): readonly string[] => {
  const own = bodies.map((criteria) => criteria.find((one) => one.criterionId === criterionId));
  const points = own.flatMap((one) => (one === undefined || one.points === null ? [] : [one.points + one.bonus]));
  return [
    `${name}${voided ? ' (đã vô hiệu, không tính)' : (REMARK[kind] ?? '')}`,
    numberText(maxPoints),
    pointsText(meanOf(points)),
    pointsText(points.length === 0 ? null : Math.min(...points)),
    pointsText(points.length === 0 ? null : Math.max(...points)),
    numberText(bodies.length - points.length),
  ];
};

const REMARK: Readonly<Record<string, string>> = { bonus: ' (điểm thưởng)', penalty: ' (điểm trừ)' };

/** Null of nothing: there is no average of what was not scored. */
export const meanOf = (points: readonly number[]): number | null =>
  points.length === 0 ? null : points.reduce((sum, one) => sum + one, 0) / points.length;
