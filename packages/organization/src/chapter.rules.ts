import type { UnitLevel } from './body.js';
import type { PostRejection } from './post.rules.js';

/** Why a command about a chapter is refused; dates are `yyyy-mm-dd`. */
export type ChapterRejection =
  | { readonly code: 'ChapterNotEstablished' }
  | { readonly code: 'ChapterAlreadyEstablished'; readonly establishedAt: string }
  | { readonly code: 'ChapterIsClosed'; readonly closedAt: string }
  /** A chapter belongs to a commune: the commune union is the organisation's lowest unit. */
  | { readonly code: 'ChapterOutsideCommune'; readonly unitLevel: UnitLevel }
  | { readonly code: 'ParentIsDissolved'; readonly dissolvedAt: string }
  | { readonly code: 'BeforeEstablishment'; readonly establishedAt: string }
  | PostRejection;
