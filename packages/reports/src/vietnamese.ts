const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 });
const shares = new Intl.NumberFormat('vi-VN', { style: 'percent', maximumFractionDigits: 1 });

/** `1.234,5`: at most two decimals. */
export const numberText = (value: number): string => numbers.format(value);

/** `12,5%` of a share between 0 and 1. */
export const shareText = (share: number): string => shares.format(share);

export const NOT_SCORED = 'chưa chấm';

/** Points; null is not zero. */
export const pointsText = (points: number | null): string => (points === null ? NOT_SCORED : numberText(points));

/** `30/06/2023` of `2023-06-30`. */
export const dayText = (day: string): string => day.split('-').reverse().join('/');
