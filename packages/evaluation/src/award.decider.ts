import { record, reject, sameData } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import type { AwardCommand } from './award.commands.js';
import { awardEvents } from './award.events.js';
import type { AwardEvent } from './award.events.js';

export type AwardRejection =
  | { readonly code: 'AwardNotGranted' }
  | { readonly code: 'AwardAlreadyGranted'; readonly title: string }
  | { readonly code: 'AwardAlreadyRevoked'; readonly at: string }
  | { readonly code: 'RevokedBeforeGranted'; readonly at: string; readonly grantedAt: string };

/** absent → granted → revoked */
export type AwardState = {
  readonly granted: Extract<AwardEvent, { type: 'AwardGranted' }>['data'] | null;
  readonly revoked: Extract<AwardEvent, { type: 'AwardRevoked' }>['data'] | null;
};

export const award: Decider<AwardState, AwardCommand, AwardEvent, AwardRejection> = {
  initial: { granted: null, revoked: null },
  decide: (command, { granted, revoked }) => {
    if (command.type === 'GrantAward') {
      if (!granted) return record({ type: 'AwardGranted', data: command.data });
      return sameData(granted, command.data) ? record() : reject({ code: 'AwardAlreadyGranted', title: granted.title });
    }
    if (!granted) return reject({ code: 'AwardNotGranted' });
    const { reason, at } = command.data;
    if (revoked) {
      const again = revoked.reason === reason && revoked.at === at;
      return again ? record() : reject({ code: 'AwardAlreadyRevoked', at: revoked.at });
    }
    const { awardId, body, unitId, at: grantedAt } = granted;
    if (at < grantedAt) return reject({ code: 'RevokedBeforeGranted', at, grantedAt });
    return record({ type: 'AwardRevoked', data: { awardId, body, unitId, grantedAt, reason, at } });
  },
  evolve: (state, event) =>
    event.type === 'AwardGranted' ? { ...state, granted: event.data } : { ...state, revoked: event.data },
};

export const awardStream = { category: 'award', catalog: awardEvents, decider: award } as const;
