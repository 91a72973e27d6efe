import type { ClusterEvent } from './cluster.events.js';

/** A stay in a cluster: `from` is its first day, `to` the first day after it; null while it lasts. */
export type ClusterMember = { readonly unitId: string; readonly from: string; readonly to: string | null };

export type ClusterRow = {
  readonly clusterId: string;
  readonly name: string;
  /** The unit that formed the cluster. */
  readonly unitId: string;
  readonly formedAt: string;
  /** Every stay, in the order of recording; a unit that came back has two. */
  readonly members: readonly ClusterMember[];
  readonly streamVersion: number;
};

export type VersionedClusterEvent = ClusterEvent & { readonly streamVersion: number };

/** The row that an event belongs to. */
export const clusterKeyOf = (event: ClusterEvent): string => event.data.clusterId;

/**
 * The row after one more event. An event that the row reflects already changes nothing; one of a cluster that
 * was never formed makes no row.
 */
export const evolveClusterRow = (
  row: ClusterRow | undefined,
  { type, data, streamVersion }: VersionedClusterEvent,
): ClusterRow | undefined => {
  if (row && streamVersion <= row.streamVersion) return row;
  switch (type) {
    case 'ClusterFormed': {
      const { clusterId, name, unitId, at } = data;
      return { clusterId, name, unitId, formedAt: at, members: [], streamVersion };
    }
    case 'UnitJoinedCluster': {
      const stay = { unitId: data.memberUnitId, from: data.at, to: null };
      return row && { ...row, members: [...row.members, stay], streamVersion };
    }
    case 'UnitLeftCluster': {
      const left = (stay: ClusterMember) => stay.unitId === data.memberUnitId && stay.to === null;
      const members = row?.members.map((stay) => (left(stay) ? { ...stay, to: data.at } : stay)) ?? [];
      return row && { ...row, members, streamVersion };
    }
  }
};

/** The units in the cluster on a day. */
export const membersOn = ({ members }: ClusterRow, day: string): readonly string[] =>
  members.filter(({ from, to }) => from <= day && (to === null || day < to)).map(({ unitId }) => unitId);
