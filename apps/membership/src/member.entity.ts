import type { KeptPerson } from '@sohoi/membership';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The read model of members, by the columns that queries name. */
@Entity({ schema: 'read', name: 'members', synchronize: false })
export class MemberEntity {
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId!: string;
  /** Sealed values, each with the event that it opens with. */
  @Column('json', { nullable: true }) person!: KeptPerson | null;
  /** Keyed hashes: what a search by name is compared with. */
  @Column('text', { name: 'name_tokens', array: true }) nameTokens!: string[];
  @Column('text', { name: 'identity_hash', nullable: true }) identityHash!: string | null;
  @Column('bool') erased!: boolean;
  @Column('bool') restricted!: boolean;
  @Column('text') kind!: 'ordinary' | 'honorary';
  @Column('text') status!: 'active' | 'ended' | 'annulled';
  @Column('uuid', { name: 'chapter_id' }) chapterId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('bool') regular!: boolean;
  @Column('bool') core!: boolean;
  @Column('text', { name: 'dues_paid', array: true }) duesPaid!: string[];
  @Column('date', { name: 'admitted_at' }) admittedAt!: string;
  @Column('date', { name: 'ended_at', nullable: true }) endedAt!: string | null;
  @Column('text', { name: 'end_reason', nullable: true }) endReason!: string | null;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}
