import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LegalGround, RequestChannel, RequestKind } from '@sohoi/persons/events';
import type { KnownRequest } from '@sohoi/persons';

/** The read model of requests, by the columns that queries name. */
@Entity({ schema: 'read', name: 'person_requests', synchronize: false })
export class PersonRequestEntity {
  @PrimaryColumn('uuid', { name: 'request_id' }) requestId!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('text') kind!: RequestKind;
  @Column('text') channel!: RequestChannel;
  @Column('text') status!: KnownRequest['status'];
  @Column('date', { name: 'received_at' }) receivedAt!: string;
  @Column('text', { name: 'received_by' }) receivedBy!: string;
  @Column('date', { name: 'reply_by' }) replyBy!: string;
  @Column('date', { name: 'complete_by' }) completeBy!: string;
  @Column('date', { name: 'acknowledged_at', nullable: true }) acknowledgedAt!: string | null;
  @Column('date', { name: 'extended_at', nullable: true }) extendedAt!: string | null;
  @Column('date', { name: 'decided_at', nullable: true }) decidedAt!: string | null;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy!: string | null;
  @Column('text', { name: 'legal_ground', nullable: true }) legalGround!: LegalGround | null;
  @Column('date', { name: 'completed_at', nullable: true }) completedAt!: string | null;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}
