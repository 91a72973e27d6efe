import { BEGINNING } from '@sohoi/event-store';
import type { Position } from '@sohoi/event-store';

/** Decimal digits of a position, padded with zeros. */
export const DIGITS = 20;

/** 1n → `00000000000000000001`, so that positions sort as text. */
export const positionOf = (number: bigint | number | string): Position =>
  String(number) === '0' ? BEGINNING : String(number).padStart(DIGITS, '0');

/** Whether the text is a position that a log of this kind could have given out. */
export const isPosition = (position: Position): boolean =>
  position === BEGINNING || (/^\d{20}$/.test(position) && BigInt(position) <= LAST);

/** The greatest bigint of PostgreSQL. */
const LAST = 9_223_372_036_854_775_807n;

/**
 * The number of a position; 0n for `BEGINNING`.
 * @throws RangeError for a text that is no position of this log
 */
export const numberOf = (position: Position): bigint => {
  if (position === BEGINNING) return 0n;
  if (!isPosition(position)) throw new RangeError(`${JSON.stringify(position)} is not a position of this log`);
  return BigInt(position);
};
