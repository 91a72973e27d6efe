import type { PersonEvent } from './person.events.js';
import { evolvePerson, noPersonEvents } from './person.state.js';
import type { RetentionHold } from './person.state.js';

/** What was decided about a person's data; a person without a row has nothing decided. Dates are `yyyy-mm-dd`. */
export type PersonRow = {
  readonly personId: string;
  /** The unit that answered for the last decision. */
  readonly unitId: string;
  readonly erasedAt: string | null;
  readonly restrictedAt: string | null;
  /** Those not lifted; one whose last day is over is still among them. */
  readonly holds: readonly RetentionHold[];
  readonly streamVersion: number;
};

type Versioned = PersonEvent & { readonly streamVersion: number };

export const personKeyOf = (event: PersonEvent): string => event.data.personId;

/** The row after one more event; one that the row reflects already changes nothing. */
export const evolvePersonRow = (row: PersonRow | undefined, event: Versioned): PersonRow => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  const { personId, unitId } = event.data;
  const act = (at: string | null | undefined) => (at ? { requestId: '', at } : null);
  const before = {
    ...noPersonEvents,
    erased: act(row?.erasedAt),
    restricted: act(row?.restrictedAt),
    holds: (row?.holds ?? []).map((hold) => ({ ...hold, unitId })),
  };
  const { erased, restricted, holds } = evolvePerson(before, event);
  return {
    personId,
    unitId,
    erasedAt: erased?.at ?? null,
    restrictedAt: restricted?.at ?? null,
    holds: holds.map(({ holdId, legalGround, until, at }) => ({ holdId, legalGround, until, at })),
    streamVersion,
  };
};
