import type { FoundingEvent, ProjectionEvent, RightsEvent } from '@sohoi/access/events';
import { flat } from './facts.js';
import type { FactsOf } from './facts.js';

export const accessFacts: FactsOf<RightsEvent | FoundingEvent | ProjectionEvent> = {
  LedgerFounded: ({ actorId }) => ({ founder: actorId }),
  RightGranted: ({ rightId, role, unitId, capture, sensitive, mayGrant, topics, from, to }) =>
    flat(`rights.${rightId}`, { role, unitId, capture, sensitive, mayGrant, topics, from, to }),
  RightWithdrawn: ({ rightId, at }) => ({ [`rights.${rightId}.withdrawnAt`]: at }),
  SessionsRevoked: ({ notBefore }) => ({ sessionsFrom: notBefore }),
  ProjectionEventSkipped: ({ position, version }) => ({ [`skipped.${position}`]: version }),
};
