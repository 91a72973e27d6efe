import type { LegalGround } from './legal-grounds.js';
import type { PersonRequestEvent, RequestChannel } from './person-request.events.js';
import type { KnownRequest } from './person-request.state.js';
import type { RequestKind } from './request-kind.js';

/** One row per request, without anything that the person said. Dates are `yyyy-mm-dd`; ids are UUIDs. */
export type PersonRequestRow = {
  readonly requestId: string;
  readonly personId: string;
  readonly unitId: string;
  readonly kind: RequestKind;
  readonly channel: RequestChannel;
  readonly status: KnownRequest['status'];
  readonly receivedAt: string;
  readonly receivedBy: string;
  readonly replyBy: string;
  readonly completeBy: string;
  readonly acknowledgedAt: string | null;
  readonly extendedAt: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly legalGround: LegalGround | null;
  readonly completedAt: string | null;
  readonly streamVersion: number;
};

type Versioned = PersonRequestEvent & { readonly streamVersion: number };

export const personRequestKeyOf = (event: PersonRequestEvent): string => event.data.requestId;

/** The row after one more event; one that the row reflects already changes nothing. */
export const evolvePersonRequestRow = (
  row: PersonRequestRow | undefined,
  event: Versioned,
): PersonRequestRow | undefined => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  if (event.type === 'RequestReceived') {
    const { wish: _wish, at, ...data } = event.data;
    const nothingYet = { acknowledgedAt: null, extendedAt: null, decidedAt: null, decidedBy: null, legalGround: null };
    return { ...data, status: 'open', receivedAt: at, ...nothingYet, completedAt: null, streamVersion };
  }
  return row && { ...row, ...changeOf(event), streamVersion };
};

const changeOf = (event: Exclude<Versioned, { type: 'RequestReceived' }>): Partial<PersonRequestRow> => {
  const { by, at } = event.data;
  switch (event.type) {
    case 'RequestAcknowledged':
      return { acknowledgedAt: at };
    case 'RequestExtended':
      return { extendedAt: at, completeBy: event.data.completeBy };
    case 'RequestGranted':
      return { status: 'granted', decidedAt: at, decidedBy: by, legalGround: event.data.legalGround };
    case 'RequestRefused':
      return { status: 'refused', decidedAt: at, decidedBy: by, legalGround: event.data.legalGround };
    case 'RequestCompleted':
      return { status: 'completed', completedAt: at };
    case 'RequestWithdrawn':
      return { status: 'withdrawn' };
    case 'RequestLapsed':
      return { status: 'lapsed' };
  }
};
