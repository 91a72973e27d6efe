import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The read model of classes, by the columns that queries name. */
@Entity({ schema: 'read', name: 'training_classes', synchronize: false })
export class TrainingClassEntity {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('uuid', { name: 'plan_id', nullable: true }) planId!: string | null;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) place!: string | null;
  @Column('date') from!: string;
  @Column('date') to!: string;
  @Column('int') sessions!: number;
  @Column('text') status!: 'open' | 'closed' | 'cancelled';
  @Column('int') enrolled!: number;
  @Column('int') attendances!: number;
  @Column('int') persons!: number;
  @Column('int', { name: 'reported_persons', nullable: true }) reportedPersons!: number | null;
  @Column('int') certificates!: number;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}
