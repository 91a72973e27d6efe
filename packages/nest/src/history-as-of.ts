import type { RecordedEvent } from '@sohoi/event-store';
import { dayOf } from '@sohoi/projection';
import type { Moment } from './moment.js';

/**
 * The events of one stream that make its state at a moment: those known by then, and, for a day, those true by that day in
 * the order of their days. Rows of the past follow the same rule.
 * @param corrections types of events that correct what was never otherwise, and so count from the beginning
 */
export const historyAsOf = (
  history: readonly RecordedEvent[],
  { position, validAt }: Pick<Moment, 'position' | 'validAt'>,
  corrections: ReadonlySet<string>,
): readonly RecordedEvent[] => {
  const known = history.filter((event) => event.position <= position);
  const [first] = known;
  if (validAt === null || !first) return known;
  const begun = dayIn(first);
  return known
    .map((event) => {
      const from = corrections.has(event.type) ? ('from the beginning' as const) : { day: dayIn(event) };
      return { event, day: dayOf(from, begun) };
    })
    .filter(({ day }) => day <= validAt)
    .sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1))
    .map(({ event }) => event);
};

/** Every event of the ledger says on which day it was so. */
const dayIn = ({ data }: RecordedEvent): string => (data as { readonly at: string }).at;
