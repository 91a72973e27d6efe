import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { ClusterCommand } from './cluster.commands.js';
import { clusterEvents } from './cluster.events.js';
import type { ClusterEvent } from './cluster.events.js';

export type ClusterRejection =
  | { readonly code: 'ClusterNotFormed' }
  | { readonly code: 'ClusterAlreadyFormed'; readonly name: string }
  | { readonly code: 'JoinedBeforeForming'; readonly at: string; readonly formedAt: string }
  | { readonly code: 'UnitAlreadyInCluster'; readonly memberUnitId: string; readonly since: string }
  | {
      readonly code: 'JoinedBeforeLeaving';
      readonly memberUnitId: string;
      readonly at: string;
      readonly leftAt: string;
    }
  | { readonly code: 'UnitNotInCluster'; readonly memberUnitId: string }
  | { readonly code: 'LeftBeforeJoining'; readonly memberUnitId: string; readonly at: string; readonly since: string };

/** The last stay of a unit: `to` is the first day no longer in the cluster, null while it is in. */
type Stay = { readonly from: string; readonly to: string | null };

export type ClusterState = {
  readonly formed: Extract<ClusterEvent, { type: 'ClusterFormed' }>['data'] | null;
  readonly stays: ReadonlyMap<string, Stay>;
};

type Outcome = Decision<ClusterEvent, ClusterRejection>;
type Formed = NonNullable<ClusterState['formed']>;
type Change = Extract<ClusterCommand, { type: 'JoinCluster' }>['data'];

const join = (
  { memberUnitId, at }: Change,
  { clusterId, unitId, at: formedAt }: Formed,
  stay: Stay | undefined,
): Outcome => {
  if (stay?.to === null) {
    return stay.from === at ? record() : reject({ code: 'UnitAlreadyInCluster', memberUnitId, since: stay.from });
  }
  if (at < formedAt) return reject({ code: 'JoinedBeforeForming', at, formedAt });
  if (stay && at < stay.to) return reject({ code: 'JoinedBeforeLeaving', memberUnitId, at, leftAt: stay.to });
  return record({ type: 'UnitJoinedCluster', data: { clusterId, unitId, memberUnitId, at } });
};

const leave = ({ memberUnitId, at }: Change, { clusterId, unitId }: Formed, stay: Stay | undefined): Outcome => {
  if (stay?.to === at) return record();
  if (!stay || stay.to !== null) return reject({ code: 'UnitNotInCluster', memberUnitId });
  if (at < stay.from) return reject({ code: 'LeftBeforeJoining', memberUnitId, at, since: stay.from });
  return record({ type: 'UnitLeftCluster', data: { clusterId, unitId, memberUnitId, at } });
};

export const cluster: Decider<ClusterState, ClusterCommand, ClusterEvent, ClusterRejection> = {
  initial: { formed: null, stays: new Map() },
  decide: (command, { formed, stays }) => {
    if (command.type === 'FormCluster') {
      if (!formed) return record({ type: 'ClusterFormed', data: command.data });
      return sameData(formed, command.data) ? record() : reject({ code: 'ClusterAlreadyFormed', name: formed.name });
    }
    if (!formed) return reject({ code: 'ClusterNotFormed' });
    const stay = stays.get(command.data.memberUnitId);
    return command.type === 'JoinCluster' ? join(command.data, formed, stay) : leave(command.data, formed, stay);
  },
  evolve: (state, event) => {
    if (event.type === 'ClusterFormed') return { ...state, formed: event.data };
    const { memberUnitId, at } = event.data;
    const stay: Stay =
      event.type === 'UnitJoinedCluster'
        ? { from: at, to: null }
        : { from: state.stays.get(memberUnitId)?.from ?? at, to: at };
    return { ...state, stays: new Map([...state.stays, [memberUnitId, stay]]) };
  },
};

export const clusterStream = { category: 'cluster', catalog: clusterEvents, decider: cluster } as const;
