import type { ScoringTerms } from './scorecard.commands.js';
import type { ScorecardState, ScorecardStatus } from './scorecard.state.js';

export type Part = 'proposer' | 'verifier' | 'approver' | 'publisher';

export type ScorecardRejection =
  | { readonly code: 'ScorecardNotFound' }
  | { readonly code: 'NotThisScorecard'; readonly periodId: string; readonly bodyId: string }
  | {
      readonly code: 'NotAtThisStep';
      readonly status: ScorecardStatus;
      /** The steps at which it would be possible. */
      readonly allowed: readonly ScorecardStatus[];
    }
  | { readonly code: 'CriterionAlreadyVerified'; readonly criterionId: string }
  | { readonly code: 'ScoreNotProposed'; readonly criterionId: string }
  | {
      readonly code: 'PointsAboveMaximum';
      readonly criterionId: string;
      readonly points: number;
      readonly maxPoints: number;
    }
  | {
      readonly code: 'BonusAboveMaximum';
      readonly criterionId: string;
      readonly bonus: number;
      readonly maxBonus: number;
    }
  | {
      readonly code: 'ReasonForChangeNeeded';
      readonly criterionId: string;
      readonly proposedPoints: number;
      readonly proposedBonus: number;
    }
  | { readonly code: 'SamePerson'; readonly by: string; readonly part: Part; readonly earlier: Part }
  | { readonly code: 'CriteriaNotScored'; readonly criterionIds: readonly string[] }
  | { readonly code: 'CriteriaNotVerified'; readonly criterionIds: readonly string[] }
  | { readonly code: 'CorrectedBeforePublished'; readonly at: string; readonly publishedAt: string };

type Scored = { readonly criterionId: string; readonly points: number; readonly bonus: number };

/** Points within the criterion's maximum, bonus within its own. */
export const aboveMaximum = (
  { criterionId, points, bonus }: Scored,
  { maxPoints, maxBonus = 0 }: Pick<ScoringTerms, 'maxPoints' | 'maxBonus'>,
): ScorecardRejection | undefined => {
  if (points > maxPoints) return { code: 'PointsAboveMaximum', criterionId, points, maxPoints };
  return bonus > maxBonus ? { code: 'BonusAboveMaximum', criterionId, bonus, maxBonus } : undefined;
};

/** Who did the one may not do the other, on the same scorecard, at any time. Approver and publisher may be one. */
const APART: { readonly [P in Part]: readonly Exclude<Part, 'publisher'>[] } = {
  proposer: ['verifier', 'approver'],
  verifier: ['proposer'],
  approver: ['proposer'],
  publisher: ['proposer', 'verifier'],
};

/** Proposer, verifier and publisher are different people. */
export const samePerson = (by: string, part: Part, state: ScorecardState): ScorecardRejection | undefined => {
  const had = { proposer: state.proposers, verifier: state.verifiers, approver: state.approvers };
  const earlier = APART[part].find((other) => had[other].has(by));
  return earlier && { code: 'SamePerson', by, part, earlier };
};
