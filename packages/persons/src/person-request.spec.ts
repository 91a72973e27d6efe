import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { PersonRequestCommand, PersonRequestCommandOf } from './person-request.commands.js';
import { personRequest } from './person-request.decider.js';
import type { PersonRequestEvent } from './person-request.events.js';
import type { RequestKind } from './request-kind.js';

const { given } = specOf(personRequest);

const request = { requestId: 'r1', personId: 'p1', unitId: 'u1' };
const calendar = { daysOff: [], workingDays: [] };
const wish = 'Xin xóa dữ liệu của tôi';
const cadre = 'cadre';
const officer = 'officer';

const receive = (
  over: Partial<PersonRequestCommandOf<'ReceiveRequest'>['data']> = {},
): PersonRequestCommandOf<'ReceiveRequest'> => ({
  type: 'ReceiveRequest',
  data: {
    ...request,
    kind: 'erasure',
    channel: 'in-person',
    wish,
    by: cadre,
    calendar,
    personErased: false,
    at: '2026-03-03',
    ...over,
  },
});
const of = <T extends PersonRequestCommand['type']>(type: T, over: object) =>
  ({ type, data: { requestId: 'r1', by: officer, at: '2026-03-10', ...over } }) as PersonRequestCommandOf<T>;
const grant = (over: object = {}) => of('GrantRequest', { legalGround: 'data-law-art-14', holds: [], ...over });
const refuse = (over: object = {}) =>
  of('RefuseRequest', { legalGround: 'archives-law', reason: 'Còn hạn', erasureStopped: false, ...over });
const lapse = (over: object = {}) => of('LapseRequest', over);
const extend = (over: object = {}) => of('ExtendRequest', { days: 10, reason: 'Hỏi lại', calendar, ...over });

const received = (kind: RequestKind = 'erasure'): PersonRequestEvent => ({
  type: 'RequestReceived',
  data: {
    ...request,
    kind,
    channel: 'in-person',
    wish,
    replyBy: '2026-03-05',
    completeBy: '2026-03-23',
    receivedBy: cadre,
    at: '2026-03-03',
  },
});
const act = { ...request, by: officer, at: '2026-03-10' };
const acknowledged: PersonRequestEvent = { type: 'RequestAcknowledged', data: act };
const granted: PersonRequestEvent = {
  type: 'RequestGranted',
  data: { ...act, kind: 'erasure', legalGround: 'data-law-art-14' },
};
const refused: PersonRequestEvent = {
  type: 'RequestRefused',
  data: { ...act, kind: 'erasure', legalGround: 'archives-law', reason: 'Còn hạn' },
};
const extended: PersonRequestEvent = {
  type: 'RequestExtended',
  data: { ...act, completeBy: '2026-04-02', reason: 'Hỏi lại' },
};
const lapsed: PersonRequestEvent = { type: 'RequestLapsed', data: { ...act, reason: 'person-erased' } };
const completed: PersonRequestEvent = { type: 'RequestCompleted', data: act };
const withdrawn: PersonRequestEvent = { type: 'RequestWithdrawn', data: act };

describe('a request', () => {
  it('is received with the last days on which it must be answered and carried out', () => {
    given().when(receive()).then(received());
  });

  it('received again says nothing new, but another one needs another id', () => {
    given(received()).when(receive()).then();
    given(received())
      .when(receive({ kind: 'access' }))
      .thenRejected({ code: 'RequestAlreadyReceived', receivedAt: '2026-03-03' });
  });

  it('is not taken in for a person of whom nothing is held any more', () => {
    given()
      .when(receive({ personErased: true }))
      .thenRejected({ code: 'NothingHeldOnPerson' });
  });

  it('is acknowledged once', () => {
    given(received()).when(of('AcknowledgeRequest', {})).then(acknowledged);
    given(received(), acknowledged)
      .when(of('AcknowledgeRequest', { at: '2026-03-11' }))
      .then();
  });

  it('must exist for anything else', () => {
    given().when(grant()).thenRejected({ code: 'RequestNotFound' });
  });

  it('lies behind all that is done about it', () => {
    given(received())
      .when(of('AcknowledgeRequest', { at: '2026-03-02' }))
      .thenRejected({ code: 'BeforeReceipt', receivedAt: '2026-03-03' });
  });

  it('can be withdrawn until it is decided', () => {
    given(received()).when(of('WithdrawRequest', {})).then(withdrawn);
    given(received(), withdrawn).when(of('WithdrawRequest', {})).then();
    given(received(), granted)
      .when(of('WithdrawRequest', {}))
      .thenRejected({ code: 'RequestIsOver', status: 'granted' });
    given(received(), withdrawn).when(grant()).thenRejected({ code: 'RequestIsOver', status: 'withdrawn' });
  });
});

describe('the term of a request', () => {
  it('is extended once, before it ends', () => {
    given(received()).when(extend()).then(extended);
    given(received(), extended).when(extend()).then();
    given(received(), extended)
      .when(extend({ days: 5 }))
      .thenRejected({ code: 'AlreadyExtended', completeBy: '2026-04-02' });
  });

  it('is not extended when it is over, or when the request is', () => {
    given(received())
      .when(extend({ at: '2026-03-24' }))
      .thenRejected({ code: 'TermHasEnded', completeBy: '2026-03-23' });
    given(received(), refused).when(extend()).thenRejected({ code: 'RequestIsOver' });
  });
});

describe('a decision', () => {
  it('is granted or refused on a legal ground that carries it', () => {
    given(received()).when(grant()).then(granted);
    given(received()).when(refuse()).then(refused);
    given(received())
      .when(grant({ legalGround: 'data-law-art-4-1' }))
      .thenRejected({ code: 'GroundDoesNotFit', legalGround: 'data-law-art-4-1', kind: 'erasure' });
    given(received())
      .when(refuse({ legalGround: 'data-law-art-14' }))
      .thenRejected({ code: 'GroundDoesNotFit' });
  });

  it('is not taken by who received the request', () => {
    given(received())
      .when(grant({ by: cadre }))
      .thenRejected({ code: 'DeciderIsReceiver', receivedBy: cadre });
    given(received())
      .when(refuse({ by: cadre }))
      .thenRejected({ code: 'DeciderIsReceiver' });
  });

  it('erases nothing while a hold is in force, and other requests are not concerned', () => {
    const hold = { holdId: 'h1', legalGround: 'archives-law', until: '2026-03-10', at: '2020-01-01' };
    given(received())
      .when(grant({ holds: [hold] }))
      .thenRejected({ code: 'RetentionPrevails', holdId: 'h1', until: '2026-03-10' });
    given(received())
      .when(grant({ holds: [{ ...hold, until: '2026-03-09' }] }))
      .then(granted);
    given(received('access'))
      .when(grant({ legalGround: 'data-law-art-4-1', holds: [hold] }))
      .then({ type: 'RequestGranted', data: { ...act, kind: 'access', legalGround: 'data-law-art-4-1' } });
  });

  it('taken again records nothing, and the opposite one is too late', () => {
    given(received(), granted).when(grant()).then();
    given(received(), refused).when(refuse()).then();
    given(received(), refused).when(grant()).thenRejected({ code: 'RequestIsOver', status: 'refused' });
  });

  it('that takes effect can be turned only when the erasure was stopped', () => {
    given(received(), granted).when(refuse()).thenRejected({ code: 'GrantTakesEffect', kind: 'erasure' });
    given(received(), granted)
      .when(refuse({ erasureStopped: true }))
      .then(refused);
    given(received(), granted, completed).when(refuse()).thenRejected({ code: 'RequestIsOver', status: 'completed' });
    given(received(), granted)
      .when(refuse({ at: '2026-03-09' }))
      .thenRejected({ code: 'BeforeDecision', decidedAt: '2026-03-10' });
  });

  it('to restrict is never turned, one that is done by hand can be', () => {
    const grantOf = (kind: RequestKind): PersonRequestEvent => ({
      type: 'RequestGranted',
      data: { ...act, kind, legalGround: 'data-law-art-4-1' },
    });
    for (const kind of ['restriction', 'objection'] as const) {
      given(received(kind), grantOf(kind))
        .when(refuse({ erasureStopped: true }))
        .thenRejected({ code: 'GrantTakesEffect', kind });
    }
    given(received('access'), grantOf('access'))
      .when(refuse())
      .then({
        type: 'RequestRefused',
        data: { ...act, kind: 'access', legalGround: 'archives-law', reason: 'Còn hạn' },
      });
  });

  it('is no longer needed once the person was erased, whatever the day', () => {
    given(received()).when(lapse()).then(lapsed);
    given(received(), granted).when(lapse()).then(lapsed);
    given(received(), lapsed).when(lapse()).then();
    given(received())
      .when(lapse({ at: '2026-01-01' }))
      .then({ type: 'RequestLapsed', data: { ...act, reason: 'person-erased', at: '2026-03-03' } });
    given(received(), completed).when(lapse()).thenRejected({ code: 'RequestIsOver', status: 'completed' });
    given(received(), lapsed).when(refuse()).thenRejected({ code: 'RequestIsOver', status: 'lapsed' });
  });

  it('is carried out once it was granted', () => {
    given(received(), granted).when(of('CompleteRequest', {})).then(completed);
    given(received(), granted, completed).when(of('CompleteRequest', {})).then();
    given(received()).when(of('CompleteRequest', {})).thenRejected({ code: 'RequestNotYetGranted' });
    given(received(), refused).when(of('CompleteRequest', {})).thenRejected({ code: 'RequestIsOver' });
  });
});
