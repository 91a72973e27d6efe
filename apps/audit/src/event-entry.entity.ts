import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an event is found by: one row for each that names a unit or chapter. */
@Entity({ schema: 'read', name: 'event_entry', synchronize: false })
export class EventEntryEntity {
  @PrimaryColumn('text') position!: string;
  @Column('text') type!: string;
  @Column('text') stream!: string;
  @Column('text') actor!: string;
  @Column('text', { name: 'correlation_id' }) correlationId!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  /** When it was true. */
  @Column('date') at!: string;
}
