/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, name, plainDate } from '@sohoi/fields';
import { z } from 'zod';

/** `unitId` is the unit that formed the cluster and answers for it. */
const ofCluster = { clusterId: id, unitId: id };
const membership = z.strictObject({ ...ofCluster, memberUnitId: id, at: plainDate });

export const clusterEvents = {
  ClusterFormed: { schemaVersion: 1, schema: z.strictObject({ ...ofCluster, name, at: plainDate }) },
  /** `at` is the first day in the cluster. */
  UnitJoinedCluster: { schemaVersion: 1, schema: membership },
  /** `at` is the first day no longer in it. */
  UnitLeftCluster: { schemaVersion: 1, schema: membership },
} as const satisfies EventCatalog;

export type ClusterEvent = EventOf<typeof clusterEvents>;
