// Generated from packages/contracts by infra/contracts/generate.mjs; not edited by hand.

export interface MembershipEvents {
  /**
   * A member is admitted to a chapter.
   */
  'vn.vwu.member.admitted.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
  };
  /**
   * An honorary member is recognised.
   */
  'vn.vwu.member.honorary-recognised.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
  };
  /**
   * The recognition of an honorary member is annulled.
   */
  'vn.vwu.member.honorary-annulled.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
  };
  /**
   * A member moves from one chapter to another.
   */
  'vn.vwu.member.transferred.v1': {
    memberId: string;
    from: {
      chapterId: string;
      unitId: string;
    };
    to: {
      chapterId: string;
      unitId: string;
    };
    standing: {
      kind: 'ordinary' | 'honorary';
      regular: boolean;
      core: boolean;
      /**
       * @maxItems 400
       */
      duesPaid: string[];
    };
    at: string;
  };
  /**
   * A member is put into a category; which one is not told.
   */
  'vn.vwu.member.category-added.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
  };
  /**
   * A member leaves a category; which one is not told.
   */
  'vn.vwu.member.category-removed.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
  };
  /**
   * It is recorded whether a member takes part regularly.
   */
  'vn.vwu.member.participation-recorded.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
    regular: boolean;
  };
  /**
   * A member has paid the dues of a half-year.
   */
  'vn.vwu.member.dues-recorded.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
    halfYear: string;
  };
  /**
   * A membership ends.
   */
  'vn.vwu.member.ended.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
    standing: {
      kind: 'ordinary' | 'honorary';
      regular: boolean;
      core: boolean;
      /**
       * @maxItems 400
       */
      duesPaid: string[];
    };
  };
  /**
   * A member comes back.
   */
  'vn.vwu.member.reinstated.v1': {
    memberId: string;
    chapterId: string;
    unitId: string;
    at: string;
    kind: 'ordinary' | 'honorary';
    /**
     * @maxItems 400
     */
    duesPaid: string[];
  };
  /**
   * The personal data of somebody are erased; subscribers erase what they keep about this person.
   */
  'vn.vwu.member.erased.v1': {
    personId: string;
    unitId: string;
    at: string;
  };
}
