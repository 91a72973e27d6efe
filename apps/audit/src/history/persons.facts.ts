import type { HolidaysEvent, PersonEvent, PersonRequestEvent } from '@sohoi/persons/events';
import { flat } from './facts.js';
import type { FactsOf } from './facts.js';

export const personsFacts: FactsOf<PersonEvent | PersonRequestEvent | HolidaysEvent> = {
  PersonErased: ({ requestId, legalGround }) => ({ processing: 'erased', requestId, legalGround }),
  ErasureStopped: ({ holdId, legalGround }) => ({ stoppedBy: holdId, legalGround }),
  ProcessingRestricted: ({ requestId, legalGround }) => ({ processing: 'restricted', requestId, legalGround }),
  RestrictionLifted: () => ({ processing: null }),
  RetentionHoldPlaced: ({ holdId, legalGround, until, at }) =>
    flat(`holds.${holdId}`, { legalGround, from: at, until }),
  RetentionHoldLifted: ({ holdId, at }) => ({ [`holds.${holdId}.liftedAt`]: at }),

  RequestReceived: ({ personId, unitId, kind, channel, wish, replyBy, completeBy }) => ({
    ...{ status: 'received', personId, unitId, kind, channel, wish, replyBy, completeBy },
  }),
  RequestAcknowledged: ({ at }) => ({ acknowledgedAt: at }),
  RequestExtended: ({ completeBy }) => ({ completeBy }),
  RequestGranted: ({ legalGround }) => ({ status: 'granted', legalGround }),
  RequestRefused: ({ legalGround }) => ({ status: 'refused', legalGround }),
  RequestCompleted: () => ({ status: 'completed' }),
  RequestLapsed: () => ({ status: 'lapsed' }),
  RequestWithdrawn: () => ({ status: 'withdrawn' }),

  HolidaysPublished: ({ year, days, workingDays }) => ({
    [`years.${year}.days`]: days,
    [`years.${year}.workingDays`]: workingDays,
  }),
};
