import type { LegalGround } from './legal-grounds.js';
import type { PersonRequestEvent } from './person-request.events.js';

type Received = Extract<PersonRequestEvent, { type: 'RequestReceived' }>['data'];

/**
 * States and transitions:
 *
 *     absent --RequestReceived--> open
 *     open --RequestAcknowledged, RequestExtended--> open
 *     open --RequestGranted--> granted --RequestCompleted--> completed
 *     open, granted --RequestRefused--> refused          (granted: something prevented it from being carried out)
 *     open, granted --RequestLapsed--> lapsed            (the person was erased)
 *     open --RequestWithdrawn--> withdrawn
 */
export type PersonRequestState = { readonly status: 'absent' } | KnownRequest;

export type KnownRequest = {
  readonly status: 'open' | 'granted' | 'completed' | 'refused' | 'withdrawn' | 'lapsed';
  readonly received: Received;
  /** As it stands after an extension. */
  readonly completeBy: string;
  readonly acknowledgedAt: string | null;
  readonly extended: boolean;
  readonly decision: { readonly legalGround: LegalGround; readonly by: string; readonly at: string } | null;
};

export const evolveRequest = (state: PersonRequestState, event: PersonRequestEvent): PersonRequestState => {
  if (event.type === 'RequestReceived') {
    const { data } = event;
    const { completeBy } = data;
    return { status: 'open', received: data, completeBy, acknowledgedAt: null, extended: false, decision: null };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'RequestAcknowledged':
      return { ...state, acknowledgedAt: event.data.at };
    case 'RequestExtended':
      return { ...state, completeBy: event.data.completeBy, extended: true };
    case 'RequestGranted':
      return { ...state, status: 'granted', decision: event.data };
    case 'RequestRefused':
      return { ...state, status: 'refused', decision: event.data };
    case 'RequestCompleted':
      return { ...state, status: 'completed' };
    case 'RequestWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'RequestLapsed':
      return { ...state, status: 'lapsed' };
  }
};
