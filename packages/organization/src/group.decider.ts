import { record, reject } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { GroupCommand } from './group.commands.js';
import { groupEvents } from './group.events.js';
import type { GroupEvent } from './group.events.js';

/** Why a command about a group is refused; dates are `yyyy-mm-dd`. */
export type GroupRejection =
  | { readonly code: 'GroupNotEstablished' }
  | { readonly code: 'GroupAlreadyEstablished'; readonly establishedAt: string }
  | { readonly code: 'ChapterIsClosed'; readonly closedAt: string }
  | { readonly code: 'BeforeEstablishment'; readonly establishedAt: string };

type Established = Extract<GroupEvent, { type: 'GroupEstablished' }>['data'];

/** absent --GroupEstablished--> active --GroupClosed--> closed, for good. */
export type GroupState =
  { readonly status: 'absent' } | { readonly status: 'active' | 'closed'; readonly established: Established };

const decide = ({ type, data }: GroupCommand, state: GroupState): Decision<GroupEvent, GroupRejection> => {
  const { groupId, at } = data;
  if (type === 'EstablishGroup') {
    const { chapterId, unitId, chapterClosedAt, name } = data;
    if (state.status === 'absent') {
      if (chapterClosedAt && at >= chapterClosedAt)
        return reject({ code: 'ChapterIsClosed', closedAt: chapterClosedAt });
      return record({ type: 'GroupEstablished', data: { groupId, chapterId, unitId, name, at } });
    }
    const first = state.established;
    const again = first.chapterId === chapterId && first.name === name && first.at === at;
    return again ? record() : reject({ code: 'GroupAlreadyEstablished', establishedAt: first.at });
  }
  if (state.status === 'absent') return reject({ code: 'GroupNotEstablished' });
  if (state.status === 'closed') return record();
  const { chapterId, unitId, at: establishedAt } = state.established;
  if (at < establishedAt) return reject({ code: 'BeforeEstablishment', establishedAt });
  return record({ type: 'GroupClosed', data: { groupId, chapterId, unitId, reason: data.reason, at } });
};

const evolve = (state: GroupState, event: GroupEvent): GroupState => {
  if (event.type === 'GroupEstablished') return { status: 'active', established: event.data };
  return state.status === 'absent' ? state : { ...state, status: 'closed' };
};

/** A women's group within a chapter. */
export const group: Decider<GroupState, GroupCommand, GroupEvent, GroupRejection> = {
  initial: { status: 'absent' },
  decide,
  evolve,
};

export const groupStream = { category: 'group', catalog: groupEvents, decider: group } as const;
