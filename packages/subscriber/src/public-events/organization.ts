// Generated from packages/contracts by infra/contracts/generate.mjs; not edited by hand.

export interface OrganizationEvents {
  /**
   * A unit is established.
   */
  'vn.vwu.unit.established.v1': {
    unitId: string;
    parentId: string | null;
    level: 'central' | 'province' | 'district' | 'commune';
    kind: string;
    name: string;
    code: string | null;
    legalAct?: {
      number: string;
      issuer: string;
      date?: string;
    };
    at: string;
  };
  /**
   * A unit gets another name.
   */
  'vn.vwu.unit.renamed.v1': {
    unitId: string;
    name: string;
    legalAct?: {
      number: string;
      issuer: string;
      date?: string;
    };
    at: string;
  };
  /**
   * A unit moves to another parent unit.
   */
  'vn.vwu.unit.moved.v1': {
    unitId: string;
    from: string;
    to: string;
    legalAct?: {
      number: string;
      issuer: string;
      date?: string;
    };
    at: string;
  };
  /**
   * A unit is dissolved.
   */
  'vn.vwu.unit.dissolved.v1': {
    unitId: string;
    parentId: string | null;
    legalAct?: {
      number: string;
      issuer: string;
      date?: string;
    };
    at: string;
  };
  /**
   * Which units go on after a dissolved one.
   */
  'vn.vwu.unit.succeeded.v1': {
    unitId: string;
    /**
     * @minItems 1
     * @maxItems 20
     */
    successorIds: string[];
    legalAct?: {
      number: string;
      issuer: string;
      date?: string;
    };
    at: string;
  };
  /**
   * How many women aged 18 and over live in the area of a unit.
   */
  'vn.vwu.unit.women-counted.v1': {
    unitId: string;
    count: number;
    source?: {
      title: string;
      date?: string;
      url?: string;
    };
    at: string;
  };
  /**
   * A chapter is established.
   */
  'vn.vwu.chapter.established.v1': {
    chapterId: string;
    unitId: string;
    name: string;
    basis: 'residence' | 'occupation' | 'age' | 'theme';
    decision?: {
      number: string;
      issuer: string;
      date?: string;
    };
    at: string;
  };
  /**
   * A chapter is closed.
   */
  'vn.vwu.chapter.closed.v1': {
    chapterId: string;
    unitId: string;
    at: string;
  };
  /**
   * How many women aged 18 and over a chapter could gather.
   */
  'vn.vwu.chapter.women-counted.v1': {
    chapterId: string;
    unitId: string;
    count: number;
    source?: {
      title: string;
      date?: string;
      url?: string;
    };
    at: string;
  };
  /**
   * A group is established.
   */
  'vn.vwu.group.established.v1': {
    groupId: string;
    chapterId: string;
    unitId: string;
    name: string;
    at: string;
  };
  /**
   * A group is closed.
   */
  'vn.vwu.group.closed.v1': {
    groupId: string;
    chapterId: string;
    unitId: string;
    at: string;
  };
  /**
   * Somebody is elected to a post.
   */
  'vn.vwu.post.elected.v1': {
    holdingId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    personId: string;
    post: 'chair' | 'viceChair' | 'specialisedOfficer' | 'chapterHead' | 'chapterDeputy';
    at: string;
  };
  /**
   * Somebody is appointed to a post.
   */
  'vn.vwu.post.appointed.v1': {
    holdingId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    personId: string;
    post: 'chair' | 'viceChair' | 'specialisedOfficer' | 'chapterHead' | 'chapterDeputy';
    at: string;
  };
  /**
   * Somebody is relieved of a post.
   */
  'vn.vwu.post.relieved.v1': {
    holdingId: string;
    body: {
      kind: 'unit' | 'chapter';
      id: string;
    };
    unitId: string;
    personId: string;
    post: 'chair' | 'viceChair' | 'specialisedOfficer' | 'chapterHead' | 'chapterDeputy';
    at: string;
  };
}
