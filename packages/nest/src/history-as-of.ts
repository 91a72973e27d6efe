import type { RecordedEvent } from '@sohoi/event-store';
import { dayOf } from '@sohoi/projection';
import type { Moment } from './moment.js';

/**
 * The events of one stream that make its state at a moment: those known by then, and, for a day, those true by that day in
 * the order of their days. Rows of the past follow the same rule.
 * @param corrections types of events that correct what was never otherwise: they count on every day, after what they correct
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
  const dated = known
    .filter(({ type }) => !corrections.has(type))
    .map((event) => ({ event, day: dayOf({ day: dayIn(event) }, begun) }))
    .filter(({ day }) => day <= validAt)
    .sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
  if (dated.length === 0) return [];
  return [...dated.map(({ event }) => event), ...known.filter(({ type }) => corrections.has(type))];
};

/** Every event of the ledger says on which day it was so. */
const dayIn = ({ data }: RecordedEvent): string => (data as { readonly at: string }).at;
