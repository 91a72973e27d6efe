import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The read model of members, by the columns that queries name. */
@Entity({ schema: 'read', name: 'members', synchronize: false })
export class MemberEntity {
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId!: string;
  @Column('text', { name: 'full_name' }) fullName!: string;
  /** Without accents and case: what a search is compared with. */
  @Column('text', { name: 'name_folded' }) nameFolded!: string;
  @Column('int', { name: 'birth_year', nullable: true }) birthYear!: number | null;
  @Column('text') gender!: 'female' | 'male';
  @Column('text') kind!: 'ordinary' | 'honorary';
  @Column('text') status!: 'active' | 'ended' | 'annulled';
  @Column('uuid', { name: 'chapter_id' }) chapterId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('bool') regular!: boolean;
  @Column('bool') core!: boolean;
  @Column('text', { array: true }) categories!: string[];
  @Column('text', { name: 'dues_paid', array: true }) duesPaid!: string[];
  @Column('text', { name: 'party_status' }) partyStatus!: 'none' | 'introduced' | 'member';
  @Column('date', { name: 'admitted_at' }) admittedAt!: string;
  @Column('date', { name: 'ended_at', nullable: true }) endedAt!: string | null;
  @Column('text', { name: 'end_reason', nullable: true }) endReason!: string | null;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}
