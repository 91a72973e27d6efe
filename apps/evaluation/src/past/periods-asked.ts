import type { Moment } from '@sohoi/nest';
import type { Period, Rulebook } from '@sohoi/standings';

/** The periods of that id or code, and of those with a day that hold it; the last first. */
export const periodsAsked = (
  { periods }: Rulebook,
  period: string | undefined,
  { validAt }: Pick<Moment, 'validAt'>,
): readonly Period[] =>
  [...periods.values()]
    .filter(({ periodId, code }) => period === undefined || period === periodId || period === code)
    .filter(({ from, to }) => validAt === null || (from <= validAt && validAt <= to))
    .sort((a, b) => inOrder(b.code, a.code) || inOrder(a.periodId, b.periodId));

export const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
