import type { LegalGround } from './legal-grounds.js';
import type { PersonEvent } from './person.events.js';

/** A ground on which the data of a person are kept; `until` is its last day, null: until it is lifted. */
export type RetentionHold = {
  readonly holdId: string;
  readonly legalGround: LegalGround;
  readonly until: string | null;
  readonly at: string;
};

/** `unitId`: the unit that placed it. */
export type PlacedHold = RetentionHold & { readonly unitId: string };

/**
 * States and transitions; a person of whom nothing is recorded here is neither erased nor restricted.
 *
 *     known --ProcessingRestricted--> restricted --RestrictionLifted--> known
 *     known, restricted --RetentionHoldPlaced, RetentionHoldLifted--> as before
 *     known, restricted --ErasureStopped--> as before                    (a hold is in force; ends one grant of an erasure)
 *     known, restricted --PersonErased--> erased                         (for good; not while a hold is in force)
 */
export type PersonState = {
  readonly erased: Act | null;
  readonly restricted: Act | null;
  /** Whether the last restriction was lifted; false if there never was one. */
  readonly unrestricted: boolean;
  /** Those not lifted, in the order in which they were placed. */
  readonly holds: readonly PlacedHold[];
  /** Those lifted, in the order in which they were. */
  readonly lifted: readonly PlacedHold[];
  /** Requests whose erasure was granted, stopped by a hold, and given up. */
  readonly stopped: readonly { readonly requestId: string; readonly holdId: string }[];
};

type Act = { readonly requestId: string; readonly at: string };

export const noPersonEvents: PersonState = {
  erased: null,
  restricted: null,
  unrestricted: false,
  holds: [],
  lifted: [],
  stopped: [],
};

export const evolvePerson = (state: PersonState, { type, data }: PersonEvent): PersonState => {
  switch (type) {
    case 'PersonErased':
      return { ...state, erased: { requestId: data.requestId, at: data.at } };
    case 'ErasureStopped':
      return { ...state, stopped: [...state.stopped, { requestId: data.requestId, holdId: data.holdId }] };
    case 'ProcessingRestricted':
      return { ...state, restricted: { requestId: data.requestId, at: data.at }, unrestricted: false };
    case 'RestrictionLifted':
      return { ...state, restricted: null, unrestricted: true };
    case 'RetentionHoldPlaced': {
      const { holdId, unitId, legalGround, until, at } = data;
      return { ...state, holds: [...state.holds, { holdId, unitId, legalGround, until, at }] };
    }
    case 'RetentionHoldLifted': {
      const isLifted = ({ holdId }: RetentionHold): boolean => holdId === data.holdId;
      return {
        ...state,
        holds: state.holds.filter((hold) => !isLifted(hold)),
        lifted: [...state.lifted, ...state.holds.filter(isLifted)],
      };
    }
  }
};
