import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A unit or a chapter in the tree; `path` is the ltree of the ids above it and its own, without dashes. */
@Entity({ schema: 'read', name: 'units', synchronize: false })
export class UnitEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: 'unit' | 'chapter';
  @Column('text') level!: 'central' | 'province' | 'district' | 'commune' | 'chapter';
  @Column('text') name!: string;
  @Column('text', { name: 'official_kind', nullable: true }) officialKind!: string | null;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('text', { nullable: true }) basis!: string | null;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('text') status!: 'active' | 'closed';
  @Column('date', { name: 'valid_from' }) validFrom!: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo!: string | null;
  @Column('int', { nullable: true }) women!: number | null;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
  @Column('ltree') path!: string;
}
