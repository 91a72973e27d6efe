import type { Right } from './right.js';
import type { RightsEvent } from './rights.events.js';

/** What one actor was granted, whatever the day. */
export type RightsState = {
  /** Granted and not withdrawn, oldest first; some may be over, or not have begun. */
  readonly rights: readonly Right[];
  readonly withdrawn: readonly (Right & { readonly withdrawnAt: string })[];
  /** Who granted each of them when, withdrawn ones included. */
  readonly grants: readonly { readonly rightId: string; readonly by: string; readonly at: string }[];
  /** ISO 8601 instant in UTC before which issued tokens are refused; null: none is. */
  readonly sessionsFrom: string | null;
};

export const noRights: RightsState = { rights: [], withdrawn: [], grants: [], sessionsFrom: null };

export const evolveRights = (state: RightsState, event: RightsEvent): RightsState => {
  switch (event.type) {
    case 'RightGranted': {
      const { actorId: _actor, by, reason: _reason, at, ...right } = event.data;
      const { rightId } = right;
      return { ...state, rights: [...state.rights, right], grants: [...state.grants, { rightId, by, at }] };
    }
    case 'RightWithdrawn': {
      const { rightId, at } = event.data;
      const gone = state.rights.filter((one) => one.rightId === rightId);
      return {
        ...state,
        rights: state.rights.filter((one) => one.rightId !== rightId),
        withdrawn: [...state.withdrawn, ...gone.map((one) => ({ ...one, withdrawnAt: at }))],
      };
    }
    case 'SessionsRevoked': {
      const { notBefore } = event.data;
      const later = state.sessionsFrom !== null && state.sessionsFrom > notBefore ? state.sessionsFrom : notBefore;
      return { ...state, sessionsFrom: later };
    }
  }
};
