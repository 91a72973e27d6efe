import { Inject, Injectable } from '@nestjs/common';
import { rubricStream } from '@sohoi/evaluation';
import type { Rubric } from '@sohoi/evaluation/events';
import type { Position } from '@sohoi/event-store';
import { ReadModels, SEALER } from '@sohoi/nest';
import type { Sealer } from '@sohoi/sealing';
import { evidenceNeeded, toldWhatItTakes, treeOf, whatItTakes, withEvidence } from '@sohoi/standings';
import type { EvidenceRow, ExplainedTrace, ToldWhatItTakes, Trace, Tree } from '@sohoi/standings';
import type { EntityManager } from 'typeorm';
import { Desk } from './desk.js';
import { withoutMasks } from './without-masks.js';
import { ChapterEvidenceEntity, ClusterEvidenceEntity } from './standing.entities.js';

const EVIDENCE = {
  'chapter-strength': ChapterEvidenceEntity,
  'cluster-ranking': ClusterEvidenceEntity,
} as const;

const RUBRICS_KEPT = 200;

export type Told = {
  readonly rubric: Trace['rubric'] & Pick<Rubric, 'name' | 'source'>;
  readonly tree: Tree;
  readonly whatItTakes: ToldWhatItTakes | null;
};

/** Puts traces in words, down to the events. */
@Injectable()
export class Explanations {
  private readonly rubrics = new Map<string, Rubric>();

  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(Desk) private readonly desk: Desk,
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}

  /**
   * The traces of one result, by the body that each is about, all under the same version of one rubric. Evidence is
   * only ever added, and what came after the result is left out, so it need not be read in the same snapshot. Of a share
   * of members in a group no evidence is shown: each piece would tell of one person that she is of that group; and of the
   * Party no more than the points, since a chapter has one head.
   * @param position up to where evidence must be there; absent: as far as it is
   */
  async explain(
    projection: keyof typeof EVIDENCE,
    traces: ReadonlyMap<string, Trace>,
    position?: Position,
  ): Promise<ReadonlyMap<string, ExplainedTrace>> {
    const [any] = traces.values();
    if (!any) return new Map();
    const { rubricId, rubricVersion } = any.rubric;
    const [rubric, rows] = await Promise.all([
      this.rubricOf(rubricId, rubricVersion),
      this.evidenceOf(projection, traces, position),
    ]);
    return new Map(
      [...traces].map(([subjectId, trace]) => {
        const explained = withEvidence(trace, rows.get(subjectId) ?? [], rubric);
        return [subjectId, withoutMasks(this.sealer.masker, explained)];
      }),
    );
  }

  /**
   * One trace as a tree from the level down to the events, with what it would take to reach the next level. What a
   * trace withholds, the tree withholds too. `position` as above.
   */
  async inTree(projection: keyof typeof EVIDENCE, subjectId: string, trace: Trace, position?: Position): Promise<Told> {
    const { rubricId, rubricVersion } = trace.rubric;
    const [rubric, rows] = await Promise.all([
      this.rubricOf(rubricId, rubricVersion),
      this.evidenceOf(projection, new Map([[subjectId, trace]]), position),
    ]);
    const takes = whatItTakes(rubric, trace, projection === 'cluster-ranking');
    return withoutMasks(this.sealer.masker, {
      rubric: { rubricId, rubricVersion, name: rubric.name, source: rubric.source },
      tree: treeOf(withEvidence(trace, rows.get(subjectId) ?? [], rubric), rubric),
      whatItTakes: takes && toldWhatItTakes(takes, rubric),
    });
  }

  /** A published version never changes, so it is read once. */
  async rubricOf(rubricId: string, rubricVersion: number): Promise<Rubric> {
    const key = `${rubricId}@${rubricVersion}`;
    const known = this.rubrics.get(key);
    if (known) return known;
    const { versions } = await this.desk.stateOf(rubricStream, rubricId);
    const rubric = versions[rubricVersion - 1];
    if (!rubric) throw new Error(`a result names rubric ${key}, which was never published`);
    if (this.rubrics.size >= RUBRICS_KEPT) this.rubrics.clear();
    this.rubrics.set(key, rubric);
    return rubric;
  }

  private async evidenceOf(
    projection: keyof typeof EVIDENCE,
    traces: ReadonlyMap<string, Trace>,
    position: Position | undefined,
  ): Promise<ReadonlyMap<string, readonly EvidenceRow[]>> {
    const measures = [...traces.values()].flatMap(evidenceNeeded);
    const evidenceIn = (manager: EntityManager) =>
      manager
        .createQueryBuilder(EVIDENCE[projection], 'evidence')
        .select('evidence.subjectKind', 'subjectKind')
        .addSelect('evidence.subjectId', 'subjectId')
        .addSelect('evidence.measure', 'measure')
        .addSelect('evidence.at', 'at')
        .addSelect('evidence.amount', 'amount')
        .addSelect('evidence.position', 'position')
        .where('evidence.subjectId = ANY(:subjects)', { subjects: [...traces.keys()] })
        .andWhere('evidence.measure = ANY(:measures)', { measures });
    const { rows } = await this.reads.readOnce<EvidenceRow>([projection], evidenceIn, position);
    const bySubject = new Map<string, EvidenceRow[]>();
    for (const row of rows) {
      const known = bySubject.get(row.subjectId);
      if (known) known.push(row);
      else bySubject.set(row.subjectId, [row]);
    }
    return bySubject;
  }
}
