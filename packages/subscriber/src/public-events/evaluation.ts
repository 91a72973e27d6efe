// Generated from packages/contracts by infra/contracts/generate.mjs; not edited by hand.

export interface EvaluationEvents {
  /**
   * A rubric is published.
   */
  'vn.vwu.rubric.published.v1': {
    rubricId: string;
    rubricVersion: number;
    unitId: string;
    name: string;
    appliesTo: 'chapter' | 'unit';
    source: {
      title: string;
      date?: string;
      url?: string;
    };
    /**
     * @minItems 1
     * @maxItems 20
     */
    levels: {
      code: string;
      name: {
        vi: string;
        en: string;
      };
      minPoints: number;
      /**
       * @maxItems 50
       */
      conditions?: {
        criterionId: string;
        minShare: number;
      }[];
    }[];
    /**
     * @minItems 1
     * @maxItems 200
     */
    criteria: {
      criterionId: string;
      name: {
        vi: string;
        en: string;
      };
      kind: 'quantitative' | 'allOrNothing' | 'perCount' | 'bonus' | 'penalty';
      maxPoints: number;
      maxBonus?: number;
      feed:
        | {
            by: 'indicator';
            indicator: string;
          }
        | {
            by: 'score';
          };
      target?: number;
      pointsPerCount?: number;
      relativeToBest?: boolean;
      clause?: string;
    }[];
    /**
     * @maxItems 50
     */
    veto?: {
      criterionId: string;
      capLevel: string;
      below: number;
    }[];
    ranking?: {
      method: '1-2-2-4' | '1-2-2-3';
    };
    at: string;
  };
  /**
   * A criterion counts no more.
   */
  'vn.vwu.rubric.criterion-voided.v1': {
    rubricId: string;
    rubricVersion: number;
    unitId: string;
    criterionId: string;
    at: string;
  };
  /**
   * An evaluation period is opened.
   */
  'vn.vwu.period.opened.v1': {
    periodId: string;
    unitId: string;
    code: string;
    name: string;
    from: string;
    to: string;
    chapterRubric: {
      rubricId: string;
      rubricVersion: number;
    } | null;
    unitRubric: {
      rubricId: string;
      rubricVersion: number;
    } | null;
    at: string;
  };
  /**
   * An evaluation period is closed.
   */
  'vn.vwu.period.closed.v1': {
    periodId: string;
    unitId: string;
    code: string;
    at: string;
  };
  /**
   * An initiative is launched.
   */
  'vn.vwu.initiative.launched.v1': {
    initiativeId: string;
    model: string;
    unitId: string;
    name: string;
    pilot: boolean;
    source?: {
      title: string;
      date?: string;
      url?: string;
    };
    at: string;
  };
  /**
   * A unit or chapter adopts an initiative.
   */
  'vn.vwu.initiative.adopted.v1': {
    initiativeId: string;
    model: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    source?: {
      title: string;
      date?: string;
      url?: string;
    };
    endedAt?: string;
    at: string;
  };
  /**
   * An initiative ends.
   */
  'vn.vwu.initiative.ended.v1': {
    initiativeId: string;
    model: string;
    unitId: string;
    /**
     * @maxItems 10000
     */
    adoptedBy: {
      kind: 'unit' | 'chapter';
      id: string;
    }[];
    at: string;
  };
  /**
   * An activity is held.
   */
  'vn.vwu.activity.held.v1': {
    activityId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    activityKind: string;
    participants?: number;
    at: string;
  };
  /**
   * A target is set.
   */
  'vn.vwu.target.set.v1': {
    targetId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    indicator: string;
    value: number;
    unit: string;
    from: string;
    to: string;
    source: {
      title: string;
      date?: string;
      url?: string;
    };
    at: string;
  };
  /**
   * A figure is reported.
   */
  'vn.vwu.figure.reported.v1': {
    figureId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    indicator: string;
    value: number;
    unit: string;
    source: {
      title: string;
      date?: string;
      url?: string;
    };
    from?: string;
    to?: string;
    at: string;
  };
  /**
   * A figure is corrected.
   */
  'vn.vwu.figure.corrected.v1': {
    figureId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    indicator: string;
    oldValue: number;
    value: number;
    unit: string;
    figureAt: string;
    source: {
      title: string;
      date?: string;
      url?: string;
    };
    at: string;
  };
  /**
   * Official scores are published.
   */
  'vn.vwu.scorecard.published.v1': {
    scorecardId: string;
    periodId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    at: string;
    revision: 1;
    /**
     * @minItems 1
     * @maxItems 200
     */
    scores: {
      criterionId: string;
      points: number;
      bonus: number;
    }[];
  };
  /**
   * A published score is corrected.
   */
  'vn.vwu.scorecard.corrected.v1': {
    scorecardId: string;
    periodId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    at: string;
    revision: number;
    criterionId: string;
    oldPoints: number;
    oldBonus: number;
    points: number;
    bonus: number;
  };
  /**
   * An emulation cluster is formed.
   */
  'vn.vwu.cluster.formed.v1': {
    clusterId: string;
    unitId: string;
    name: string;
    at: string;
  };
  /**
   * A unit joins a cluster.
   */
  'vn.vwu.cluster.joined.v1': {
    clusterId: string;
    unitId: string;
    memberUnitId: string;
    at: string;
  };
  /**
   * A unit leaves a cluster.
   */
  'vn.vwu.cluster.left.v1': {
    clusterId: string;
    unitId: string;
    memberUnitId: string;
    at: string;
  };
  /**
   * An award is granted.
   */
  'vn.vwu.award.granted.v1': {
    awardId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    title: string;
    periodId: string | null;
    decision?: {
      number: string;
      issuer: string;
      date?: string;
    };
    at: string;
  };
  /**
   * An award is revoked.
   */
  'vn.vwu.award.revoked.v1': {
    awardId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    grantedAt: string;
    at: string;
  };
}
