import type { LegalGround } from './legal-grounds.js';
import type { RetentionHold } from './person.state.js';

/** Archives law keeps the data: an erasure must be refused. `until` null: until the hold is lifted. */
export type RetentionPrevails = {
  readonly code: 'RetentionPrevails';
  readonly holdId: string;
  readonly legalGround: LegalGround;
  readonly until: string | null;
};

export type PersonRejection =
  | RetentionPrevails
  | { readonly code: 'PersonIsErased'; readonly erasedAt: string }
  | { readonly code: 'ErasureWasStopped'; readonly holdId: string }
  | { readonly code: 'NothingStopsErasure' }
  | { readonly code: 'HoldAlreadyPlaced'; readonly placedAt: string }
  | { readonly code: 'HoldNotFound' }
  | { readonly code: 'BeforeHold'; readonly placedAt: string }
  | { readonly code: 'HoldEndsBeforeItBegins'; readonly at: string }
  | { readonly code: 'GroundHoldsNothing'; readonly legalGround: LegalGround }
  | { readonly code: 'ProcessingNotRestricted' }
  | { readonly code: 'BeforeRestriction'; readonly restrictedAt: string };

const FOREVER = '9999-12-31';

/** Why the data may not be erased on a day, if so: the hold in force that ends last. */
export const retentionOn = (holds: readonly RetentionHold[], at: string): RetentionPrevails | undefined => {
  const [last] = holds
    .filter(({ until }) => (until ?? FOREVER) >= at)
    .sort((a, b) => ((a.until ?? FOREVER) < (b.until ?? FOREVER) ? 1 : -1));
  return last && { code: 'RetentionPrevails', holdId: last.holdId, legalGround: last.legalGround, until: last.until };
};
