import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was decided about a person's data; no row: nothing. */
@Entity({ schema: 'read', name: 'persons', synchronize: false })
export class PersonEntity {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('date', { name: 'erased_at', nullable: true }) erasedAt!: string | null;
  @Column('date', { name: 'restricted_at', nullable: true }) restrictedAt!: string | null;
  @Column('json') holds!: unknown;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}

/** Which events name a person. */
@Entity({ schema: 'read', name: 'event_person', synchronize: false })
export class EventPersonEntity {
  @PrimaryColumn('text') position!: string;
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') type!: string;
  @Column('text') stream!: string;
}

/** Which units and chapters hold something on a person. */
@Entity({ schema: 'read', name: 'person_place', synchronize: false })
export class PersonPlaceEntity {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('uuid', { name: 'place_id' }) placeId!: string;
}
