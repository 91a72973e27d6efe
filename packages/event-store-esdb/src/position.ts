import { BEGINNING } from '@sohoi/event-store';
import type { Position } from '@sohoi/event-store';

/** Where an event stands in `$all`. */
export type LogPosition = { readonly commit: bigint; readonly prepare: bigint };

/** What servers before 22.6 say in the place of a position that they do not know. */
const UNKNOWN = 0xffff_ffff_ffff_ffffn;

const FORM = /^\d{20}-\d{20}$/;

const digits = (number: bigint): string => String(number).padStart(20, '0');

/** `{ commit: 5n, prepare: 3n }` → `00000000000000000005-00000000000000000003`, so that positions sort as text. */
export const positionOf = ({ commit, prepare }: LogPosition): Position => `${digits(commit)}-${digits(prepare)}`;

export const isKnown = (position: LogPosition | undefined): position is LogPosition =>
  position !== undefined && position.commit !== UNKNOWN;

/** Whether the text is a position that a log of this kind could have given out. */
export const isPosition = (position: Position): boolean => FORM.test(position);

/**
 * Undefined for `BEGINNING`.
 * @throws RangeError for a text that is no position of this log
 */
export const logPositionOf = (position: Position): LogPosition | undefined => {
  if (position === BEGINNING) return undefined;
  if (!isPosition(position)) throw new RangeError(`${JSON.stringify(position)} is not a position of this log`);
  return { commit: BigInt(position.slice(0, 20)), prepare: BigInt(position.slice(21)) };
};
