import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody read sensitive fields of a person, who belonged to the place at that moment, or looked for one in vain. */
@Entity({ schema: 'readings', name: 'reading', synchronize: false })
export class ReadingEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('timestamptz', { name: 'read_at' }) readAt!: Date;
  @Column('text') actor!: string;
  @Column('text') role!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('uuid', { name: 'place_id', nullable: true }) placeId!: string | null;
  @Column('text', { array: true }) fields!: string[];
  @Column('text') purpose!: string;
  @Column('uuid', { name: 'correlation_id' }) correlationId!: string;
}
