import type { LegalGround } from './legal-grounds.js';
import type { RequestKind } from './request-kind.js';
import type { KnownRequest } from './person-request.state.js';
import type { RetentionPrevails } from './person.rules.js';

export type PersonRequestRejection =
  | { readonly code: 'RequestNotFound' }
  | { readonly code: 'RequestAlreadyReceived'; readonly receivedAt: string }
  | { readonly code: 'NothingHeldOnPerson' }
  | { readonly code: 'BeforeReceipt'; readonly receivedAt: string }
  | { readonly code: 'BeforeDecision'; readonly decidedAt: string }
  | { readonly code: 'RequestIsOver'; readonly status: KnownRequest['status'] }
  | { readonly code: 'RequestNotYetGranted' }
  /** What takes effect by being granted is refused only when the effect was stopped for good. */
  | { readonly code: 'GrantTakesEffect'; readonly kind: RequestKind }
  | { readonly code: 'AlreadyExtended'; readonly completeBy: string }
  | { readonly code: 'TermHasEnded'; readonly completeBy: string }
  | { readonly code: 'DeciderIsReceiver'; readonly receivedBy: string }
  | { readonly code: 'GroundDoesNotFit'; readonly legalGround: LegalGround; readonly kind: RequestKind }
  | RetentionPrevails;
