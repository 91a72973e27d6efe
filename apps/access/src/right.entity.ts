import type { Role, Topic } from '@sohoi/access/events';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The read model of rights, by the columns that queries name; what is withdrawn stays. */
@Entity({ schema: 'read', name: 'rights', synchronize: false })
export class RightEntity {
  @PrimaryColumn('text') id!: string;
  @Column('uuid', { name: 'right_id' }) rightId!: string;
  @Column('text', { name: 'actor_id' }) actorId!: string;
  @Column('text') role!: Role;
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId!: string | null;
  @Column('bool') capture!: boolean;
  @Column('bool') sensitive!: boolean;
  @Column('bool', { name: 'may_grant' }) mayGrant!: boolean;
  @Column('text', { array: true }) topics!: Topic[];
  @Column('date', { name: 'valid_from' }) validFrom!: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo!: string | null;
  @Column('text', { name: 'granted_by' }) grantedBy!: string;
  @Column('date', { name: 'granted_at' }) grantedAt!: string;
  @Column('text', { name: 'grant_reason', nullable: true }) grantReason!: string | null;
  @Column('text', { name: 'withdrawn_by', nullable: true }) withdrawnBy!: string | null;
  @Column('date', { name: 'withdrawn_at', nullable: true }) withdrawnAt!: string | null;
  @Column('text', { name: 'withdrawal_reason', nullable: true }) withdrawalReason!: string | null;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}
