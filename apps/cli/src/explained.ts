export type Language = 'vi' | 'en';
export type Bilingual = { readonly [L in Language]: string };

type Piece = {
  readonly position: string;
  readonly at: string;
  readonly amount: number;
  readonly event: {
    readonly type: string;
    readonly stream: string;
    readonly recordedAt: string;
    readonly actor: string;
    readonly role: string;
    readonly source: { readonly title: string; readonly date?: string } | null;
  } | null;
};
export type Evidence = {
  readonly count: number;
  readonly shown: readonly Piece[];
  readonly more: number;
  readonly rest: string | null;
};

export type Change = { readonly says: Bilingual };

export type Criterion = {
  readonly criterionId: string;
  readonly name: Bilingual;
  readonly clause: string | null;
  readonly points: number | null;
  readonly bonus: number;
  readonly maxPoints: number;
  readonly kind: string;
  readonly how: Bilingual;
  readonly indicator: { readonly name: Bilingual } | null;
  readonly shown: Bilingual | null;
  readonly figures: readonly {
    readonly name: Bilingual;
    readonly value: number | null;
    readonly withheld: boolean;
    readonly months: { readonly from: string | null; readonly to: string; readonly since: Bilingual | null };
    readonly evidence: Evidence;
  }[];
  readonly proposed: Evidence;
  readonly official: Evidence;
  readonly steps: readonly {
    readonly type: string;
    readonly position: string;
    readonly at: string;
    readonly actor: string;
    readonly role: string;
    readonly points: number | null;
    readonly bonus: number | null;
  }[];
};

/** What `…/explain` answers with, as far as a terminal shows it. */
export type Explained = {
  readonly name: string;
  readonly unitName?: string;
  readonly rank?: number | null;
  readonly period: { readonly code: string; readonly from: string; readonly to: string };
  readonly status: 'provisional' | 'published';
  readonly revision: number;
  readonly asOfPosition: string;
  readonly rubric: {
    readonly name: string;
    readonly rubricVersion: number;
    readonly source: { readonly title: string; readonly date?: string };
  };
  readonly level: { readonly name: Bilingual } | null;
  readonly score: number | null;
  readonly maxScore: number;
  readonly thresholds: readonly {
    readonly name: Bilingual;
    readonly minPoints: number;
    readonly reached: boolean;
  }[];
  readonly caps: readonly { readonly says: Bilingual; readonly from: string; readonly to: string }[];
  readonly criteria: readonly Criterion[];
  readonly whatItTakes: {
    readonly note: Bilingual;
    readonly to: { readonly name: Bilingual; readonly minPoints: number } | null;
    readonly pointsMissing: number;
    readonly unmet: readonly { readonly says: Bilingual }[];
    readonly changes: readonly Change[] | null;
    readonly instead: readonly Change[];
    readonly open: readonly {
      readonly name: Bilingual;
      readonly missing: number;
      readonly least: Change | null;
      readonly full: Change | null;
    }[];
  } | null;
};
