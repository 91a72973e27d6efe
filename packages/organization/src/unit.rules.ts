import type { UnitLevel } from './body.js';
import type { PostRejection } from './post.rules.js';

/**
 * Which levels a unit may stand under; null: under none. Communes stand under districts on the map before
 * 1 July 2025 and under provinces on the map after it.
 */
export const parentLevels: { readonly [L in UnitLevel]: readonly (UnitLevel | null)[] } = {
  central: [null],
  province: ['central'],
  district: ['province'],
  commune: ['district', 'province'],
};

/** Why a command about a unit is refused; dates are `yyyy-mm-dd`. */
export type UnitRejection =
  | { readonly code: 'UnitNotEstablished' }
  | { readonly code: 'UnitAlreadyEstablished'; readonly establishedAt: string }
  | { readonly code: 'UnitIsDissolved'; readonly dissolvedAt: string }
  /** A unit that stands has no successors. */
  | { readonly code: 'UnitStillStands' }
  | { readonly code: 'BeforeDissolution'; readonly dissolvedAt: string }
  | { readonly code: 'SucceedsItself' }
  /** The unit would succeed that successor, at once or through others. */
  | { readonly code: 'SuccessorsInRing'; readonly successorId: string }
  /** Its holders would see all that lies beside them in the unit, or in one that the unit goes on after. */
  | { readonly code: 'SuccessorIsBelow'; readonly successorId: string }
  /** The unit, or one below it, goes on after what it would come to stand below: its holders would see all beside it. */
  | { readonly code: 'MovesBelowPredecessor'; readonly successorId: string }
  /** The successor had ended by the day on which it was to go on after the unit. */
  | { readonly code: 'SuccessorIsDissolved'; readonly successorId: string; readonly dissolvedAt: string }
  | {
      readonly code: 'WrongParentLevel';
      readonly level: UnitLevel;
      readonly parentLevel: UnitLevel | null;
      readonly allowed: readonly (UnitLevel | null)[];
    }
  /** Nothing is put under a unit from the day of its end on. */
  | { readonly code: 'ParentIsDissolved'; readonly dissolvedAt: string }
  | { readonly code: 'BeforeEstablishment'; readonly establishedAt: string }
  /** The day lies before the day on which the unit came under its present parent. */
  | { readonly code: 'BeforeMove'; readonly since: string }
  /** The day lies before the day on which the unit took its present name. */
  | { readonly code: 'BeforeRename'; readonly since: string }
  | PostRejection;
