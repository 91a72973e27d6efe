import type { RightsEvent } from './rights.events.js';
import type { Role, Topic } from './role.js';

/** One row per right, kept when it is withdrawn. Dates are `yyyy-mm-dd`; ids of rights and units are UUIDs. */
export type RightRow = {
  /** `rightRowId`: clients may choose a right's id, which is one of its kind in its actor's stream only. */
  readonly id: string;
  readonly rightId: string;
  readonly actorId: string;
  readonly role: Role;
  /** Null: the whole organisation. */
  readonly unitId: string | null;
  readonly capture: boolean;
  readonly sensitive: boolean;
  readonly mayGrant: boolean;
  readonly topics: readonly Topic[];
  readonly validFrom: string;
  /** The last day; null: until withdrawn. */
  readonly validTo: string | null;
  readonly grantedBy: string;
  readonly grantedAt: string;
  readonly grantReason: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawalReason: string | null;
  /** Version of the actor's stream that the row reflects. */
  readonly streamVersion: number;
};

export type VersionedRightsEvent = RightsEvent & { readonly streamVersion: number };

/** No id of an actor has a space in it, so that no two rights come to the same. */
const rightRowId = (actorId: string, rightId: string): string => `${actorId} ${rightId}`;

/** The rows that an event belongs to: that of its right; none for an event that is about no right. */
export const rightKeysOf = (event: RightsEvent): readonly string[] =>
  event.type === 'SessionsRevoked' ? [] : [rightRowId(event.data.actorId, event.data.rightId)];

/** The row after one more event; an event that the row reflects already changes nothing. */
export const evolveRightRow = (row: RightRow | undefined, event: VersionedRightsEvent): RightRow | undefined => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  switch (event.type) {
    case 'RightGranted': {
      const { from, to, by, at, reason = null, ...right } = event.data;
      const given = { validFrom: from, validTo: to, grantedBy: by, grantedAt: at, grantReason: reason };
      const id = rightRowId(right.actorId, right.rightId);
      return { id, ...right, ...given, withdrawnBy: null, withdrawnAt: null, withdrawalReason: null, streamVersion };
    }
    case 'RightWithdrawn': {
      const { by, at, reason } = event.data;
      return row && { ...row, withdrawnBy: by, withdrawnAt: at, withdrawalReason: reason, streamVersion };
    }
    case 'SessionsRevoked':
      return row;
  }
};
