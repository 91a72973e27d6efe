import type { ClusterMember } from '@sohoi/evaluation';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The read model of emulation clusters, by the columns that queries name. */
@Entity({ schema: 'read', name: 'clusters', synchronize: false })
export class ClusterEntity {
  @PrimaryColumn('uuid', { name: 'cluster_id' }) clusterId!: string;
  @Column('text') name!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('date', { name: 'formed_at' }) formedAt!: string;
  @Column('jsonb') members!: readonly ClusterMember[];
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}
