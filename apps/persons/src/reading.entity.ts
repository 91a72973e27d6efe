import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody read sensitive fields of a person, who belonged to the place at that moment. */
@Entity({ schema: 'readings', name: 'reading', synchronize: false })
export class ReadingEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('timestamptz', { name: 'read_at' }) readAt!: Date;
  @Column('text') actor!: string;
  @Column('text') role!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'place_id' }) placeId!: string;
  @Column('text', { array: true }) fields!: string[];
  @Column('text') purpose!: string;
  @Column('uuid', { name: 'correlation_id' }) correlationId!: string;
}
