import type { Trace } from '@sohoi/standings';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a result says of its place among the revisions and of its rules. */
abstract class Result {
  @PrimaryColumn('uuid', { name: 'period_id' }) periodId!: string;
  @PrimaryColumn('int') revision!: number;
  @Column('text', { name: 'period_code' }) periodCode!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('text') status!: 'provisional' | 'published';
  @Column('text', { nullable: true }) because!: string | null;
  @Column('bool') current!: boolean;
  @Column('uuid', { name: 'rubric_id' }) rubricId!: string;
  @Column('int', { name: 'rubric_version' }) rubricVersion!: number;
  @Column('text', { name: 'as_of_position' }) asOfPosition!: string;
}

@Entity({ schema: 'read', name: 'chapter_strength', synchronize: false })
export class ChapterStrengthEntity extends Result {
  @PrimaryColumn('uuid', { name: 'chapter_id' }) chapterId!: string;
  @Column('numeric', { nullable: true }) score!: number | null;
  @Column('numeric', { name: 'proposed_score', nullable: true }) proposedScore!: number | null;
  @Column('numeric', { name: 'max_score' }) maxScore!: number;
  @Column('text', { nullable: true }) level!: string | null;
  @Column('json') trace!: Trace;
}

@Entity({ schema: 'read', name: 'cluster_ranking', synchronize: false })
export class ClusterRankingEntity extends Result {
  @PrimaryColumn('uuid', { name: 'cluster_id' }) clusterId!: string;
  @Column('text') name!: string;
  @Column('text') method!: '1-2-2-4' | '1-2-2-3';
  @Column('json') entries!: readonly object[];
  @Column('json') trace!: { readonly [unitId: string]: Trace };
}

/** One event's part in one measure of one body. */
abstract class EvidenceEntity {
  @PrimaryColumn('uuid', { name: 'subject_id' }) subjectId!: string;
  @PrimaryColumn('text') measure!: string;
  @PrimaryColumn('text') position!: string;
  @Column('text', { name: 'subject_kind' }) subjectKind!: 'unit' | 'chapter';
  @Column('date') at!: string;
  @Column('double precision') amount!: number;
}

@Entity({ schema: 'read', name: 'chapter_strength_evidence', synchronize: false })
export class ChapterEvidenceEntity extends EvidenceEntity {}

@Entity({ schema: 'read', name: 'cluster_ranking_evidence', synchronize: false })
export class ClusterEvidenceEntity extends EvidenceEntity {}
