import { id, name, plainDate } from '@sohoi/fields';
import { z } from 'zod';

export const formCluster = z.strictObject({ id: id.optional(), unitId: id, name, at: plainDate }).meta({
  id: 'FormCluster',
  description: 'An emulation cluster, formed by a unit that answers for it.',
  example: { unitId: '00000000-0000-5000-8000-000000000001', name: 'Cụm thi đua Trung bộ', at: '2022-01-01' },
});

export const joinCluster = z.strictObject({ memberUnitId: id, at: plainDate }).meta({
  id: 'JoinCluster',
  description: 'A unit is in the cluster from this day on. It may be in several clusters at once.',
  example: { memberUnitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801', at: '2022-01-01' },
});

export const leaveCluster = z.strictObject({ memberUnitId: id, at: plainDate }).meta({
  id: 'LeaveCluster',
  description: 'A unit is no longer in the cluster from this day on.',
  example: { memberUnitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801', at: '2025-07-01' },
});

type OfCluster<T extends z.ZodType> = Omit<z.infer<T>, 'id'> & { readonly clusterId: string };

export type ClusterCommand =
  | { readonly type: 'FormCluster'; readonly data: OfCluster<typeof formCluster> }
  | { readonly type: 'JoinCluster'; readonly data: OfCluster<typeof joinCluster> }
  | { readonly type: 'LeaveCluster'; readonly data: OfCluster<typeof leaveCluster> };
