import { describe, expect, it } from '@jest/globals';
import { rowSpecOf } from '@sohoi/decider/testing';
import type { PersonRequestEvent } from './person-request.events.js';
import { evolvePersonRequestRow, personRequestKeyOf } from './person-requests.projection.js';
import type { PersonRequestRow } from './person-requests.projection.js';
import type { PersonEvent } from './person.events.js';
import { evolvePersonRow, personKeyOf } from './persons.projection.js';
import type { PersonRow } from './persons.projection.js';

const request = { requestId: 'r1', personId: 'p1', unitId: 'u1' };
const act = { ...request, by: 'officer', at: '2026-03-10' };

describe('the row of a request', () => {
  const { givenRow } = rowSpecOf(evolvePersonRequestRow);
  const row: PersonRequestRow = {
    ...request,
    kind: 'erasure',
    channel: 'in-person',
    status: 'open',
    receivedAt: '2026-03-03',
    receivedBy: 'cadre',
    replyBy: '2026-03-05',
    completeBy: '2026-03-23',
    acknowledgedAt: null,
    extendedAt: null,
    decidedAt: null,
    decidedBy: null,
    legalGround: null,
    completedAt: null,
    streamVersion: 1,
  };
  const received: PersonRequestEvent = {
    type: 'RequestReceived',
    data: {
      ...request,
      kind: 'erasure',
      channel: 'in-person',
      wish: 'Xin xóa',
      replyBy: '2026-03-05',
      completeBy: '2026-03-23',
      receivedBy: 'cadre',
      at: '2026-03-03',
    },
  };

  it('appears with the request, without what the person wrote', () => {
    givenRow(undefined)
      .when({ ...received, streamVersion: 1 })
      .thenRow(row);
  });

  it.each<[PersonRequestEvent, Partial<PersonRequestRow>]>([
    [{ type: 'RequestAcknowledged', data: act }, { acknowledgedAt: '2026-03-10' }],
    [
      { type: 'RequestExtended', data: { ...act, completeBy: '2026-04-02', reason: 'x' } },
      { extendedAt: '2026-03-10', completeBy: '2026-04-02' },
    ],
    [
      { type: 'RequestGranted', data: { ...act, kind: 'erasure', legalGround: 'data-law-art-14' } },
      { status: 'granted', decidedAt: '2026-03-10', decidedBy: 'officer', legalGround: 'data-law-art-14' },
    ],
    [
      { type: 'RequestRefused', data: { ...act, kind: 'erasure', legalGround: 'archives-law', reason: 'x' } },
      { status: 'refused', decidedAt: '2026-03-10', decidedBy: 'officer', legalGround: 'archives-law' },
    ],
    [
      { type: 'RequestCompleted', data: act },
      { status: 'completed', completedAt: '2026-03-10' },
    ],
    [{ type: 'RequestWithdrawn', data: act }, { status: 'withdrawn' }],
    [{ type: 'RequestLapsed', data: { ...act, reason: 'person-erased' } }, { status: 'lapsed' }],
  ])('reflects %j', (event, change) => {
    givenRow(row)
      .when({ ...event, streamVersion: 2 })
      .thenRow({ ...row, ...change, streamVersion: 2 });
    givenRow({ ...row, streamVersion: 2 })
      .when({ ...event, streamVersion: 2 })
      .thenRow({ ...row, streamVersion: 2 });
    givenRow(undefined)
      .when({ ...event, streamVersion: 2 })
      .thenRow(undefined);
    expect(personRequestKeyOf(event)).toBe('r1');
  });
});

describe('the row of a person', () => {
  const { givenRow } = rowSpecOf(evolvePersonRow);
  const subject = { personId: 'p1', unitId: 'u1', by: 'officer', at: '2026-03-10' };
  const none: PersonRow = {
    personId: 'p1',
    unitId: 'u1',
    erasedAt: null,
    restrictedAt: null,
    holds: [],
    streamVersion: 1,
  };
  const hold = { holdId: 'h1', legalGround: 'archives-law', until: null, at: '2026-03-10' } as const;
  const restricting = { ...subject, requestId: 'r1', legalGround: 'data-law-art-4-1' } as const;

  it.each<[PersonEvent, Partial<PersonRow>, Partial<PersonRow>]>([
    [{ type: 'ProcessingRestricted', data: restricting }, {}, { restrictedAt: '2026-03-10' }],
    [{ type: 'RestrictionLifted', data: { ...subject, reason: 'x' } }, { restrictedAt: '2026-03-01' }, {}],
    [{ type: 'RetentionHoldPlaced', data: { ...subject, ...hold, reason: 'x' } }, {}, { holds: [hold] }],
    [
      { type: 'ErasureStopped', data: { ...restricting, holdId: 'h1', legalGround: 'archives-law' } },
      { holds: [hold] },
      { holds: [hold] },
    ],
    [{ type: 'RetentionHoldLifted', data: { ...subject, holdId: 'h1', reason: 'x' } }, { holds: [hold] }, {}],
    [
      { type: 'PersonErased', data: { ...restricting, legalGround: 'data-law-art-14' } },
      { restrictedAt: '2026-03-01' },
      { restrictedAt: '2026-03-01', erasedAt: '2026-03-10' },
    ],
  ])('reflects %j', (event, before, after) => {
    givenRow({ ...none, ...before })
      .when({ ...event, streamVersion: 2 })
      .thenRow({ ...none, ...after, streamVersion: 2 });
    const seen = { ...none, ...before, streamVersion: 2 };
    givenRow(seen)
      .when({ ...event, streamVersion: 2 })
      .thenRow(seen);
    expect(personKeyOf(event)).toBe('p1');
  });

  it('appears with the first decision', () => {
    givenRow(undefined)
      .when({ type: 'ProcessingRestricted', data: restricting, streamVersion: 1 })
      .thenRow({ ...none, restrictedAt: '2026-03-10' });
  });
});
