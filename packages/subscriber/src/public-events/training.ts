// Generated from packages/contracts by infra/contracts/generate.mjs; not edited by hand.

export interface TrainingEvents {
  /**
   * A training plan is approved.
   */
  'vn.vwu.training-plan.approved.v1': {
    planId: string;
    unitId: string;
    name: string;
    approvedBy: string;
    fromYear: number;
    toYear: number;
    decision?: {
      number: string;
      issuer: string;
      date?: string;
    };
    source?: {
      title: string;
      date?: string;
      url?: string;
    };
    at: string;
  };
  /**
   * A training class is opened.
   */
  'vn.vwu.training-class.opened.v1': {
    classId: string;
    unitId: string;
    at: string;
    planId: string | null;
    name: string;
    from: string;
    to: string;
    sessions: number;
    capacity?: number;
    passMark?: number;
  };
  /**
   * Trainees were present at a session.
   */
  'vn.vwu.training-class.attended.v1': {
    classId: string;
    unitId: string;
    at: string;
    session: number;
    /**
     * @minItems 1
     * @maxItems 1000
     */
    traineeIds: string[];
    persons: number;
  };
  /**
   * Attendance recorded by mistake is withdrawn.
   */
  'vn.vwu.training-class.attendance-withdrawn.v1': {
    classId: string;
    unitId: string;
    at: string;
    session: number;
    /**
     * @minItems 1
     * @maxItems 1000
     */
    traineeIds: string[];
    persons: number;
    replaces: {
      persons: number;
      at: string;
    } | null;
  };
  /**
   * A certificate is issued.
   */
  'vn.vwu.training-class.certificate-issued.v1': {
    classId: string;
    unitId: string;
    at: string;
    traineeId: string;
    personId: string;
    chapterId: string | null;
    traineeUnitId: string;
    post:
      | (
          | 'chair'
          | 'viceChair'
          | 'specialisedOfficer'
          | 'chapterHead'
          | 'chapterDeputy'
          | 'groupHead'
          | 'groupDeputy'
          | 'candidate'
          | 'other'
        )
      | null;
  };
  /**
   * A certificate is revoked.
   */
  'vn.vwu.training-class.certificate-revoked.v1': {
    classId: string;
    unitId: string;
    at: string;
    traineeId: string;
    personId: string;
    chapterId: string | null;
    traineeUnitId: string;
    post:
      | (
          | 'chair'
          | 'viceChair'
          | 'specialisedOfficer'
          | 'chapterHead'
          | 'chapterDeputy'
          | 'groupHead'
          | 'groupDeputy'
          | 'candidate'
          | 'other'
        )
      | null;
    issuedAt: string;
  };
  /**
   * A training class is closed.
   */
  'vn.vwu.training-class.closed.v1': {
    classId: string;
    unitId: string;
    at: string;
    attendances: number;
    persons: number;
    certificates: number;
    reportedPersons: number | null;
  };
  /**
   * A training class is cancelled.
   */
  'vn.vwu.training-class.cancelled.v1': {
    classId: string;
    unitId: string;
    at: string;
  };
  /**
   * A count of persons as reported, without names.
   */
  'vn.vwu.training-class.attendance-reported.v1': {
    classId: string;
    unitId: string;
    at: string;
    persons: number;
    replaces: {
      persons: number;
      at: string;
    } | null;
    source: {
      title: string;
      date?: string;
      url?: string;
    };
  };
}
