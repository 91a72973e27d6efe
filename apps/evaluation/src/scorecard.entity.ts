import type { ScorecardLine, ScorecardStatus } from '@sohoi/evaluation';
import type { Body } from '@sohoi/evaluation/events';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The read model of scorecards, by the columns that queries name. */
@Entity({ schema: 'read', name: 'scorecards', synchronize: false })
export class ScorecardEntity {
  @PrimaryColumn('uuid', { name: 'scorecard_id' }) scorecardId!: string;
  @Column('uuid', { name: 'period_id' }) periodId!: string;
  @Column('json') body!: Body;
  @Column('uuid', { name: 'body_id' }) bodyId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('uuid', { name: 'rubric_id' }) rubricId!: string;
  @Column('int', { name: 'rubric_version' }) rubricVersion!: number;
  @Column('text') status!: ScorecardStatus;
  @Column('json') scores!: readonly ScorecardLine[];
  @Column('text', { name: 'return_reason', nullable: true }) returnReason!: string | null;
  @Column('int', { nullable: true }) revision!: number | null;
  @Column('int', { name: 'stream_version' }) streamVersion!: number;
}
