import { Column, Entity, PrimaryColumn } from 'typeorm';

/** In which units' and chapters' scope an event lies: one row for each that the event names. */
@Entity({ schema: 'read', name: 'event_unit', synchronize: false })
export class EventUnitEntity {
  @PrimaryColumn('text') position!: string;
  @PrimaryColumn('uuid', { name: 'body_id' }) bodyId!: string;
  @Column('text') type!: string;
  @Column('text') stream!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
