import { describe, expect, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { PersonCommand, PersonCommandOf } from './person.commands.js';
import { person } from './person.decider.js';
import type { PersonEvent } from './person.events.js';

const { given } = specOf(person);

const subject = { personId: 'p1', unitId: 'u1', by: 'officer' };
const erasure = { ...subject, requestId: 'r1', legalGround: 'data-law-art-14', at: '2026-03-10' } as const;
const restriction = { ...subject, requestId: 'r2', legalGround: 'data-law-art-4-1', at: '2026-03-10' } as const;
const hold = {
  ...subject,
  holdId: 'h1',
  legalGround: 'retention-table',
  until: '2033-12-31',
  reason: 'Quy hoạch',
  at: '2026-03-04',
} as const;
const lifting = { ...subject, reason: 'Thôi', at: '2026-03-09' };

const erase = (over: Partial<PersonCommandOf<'ErasePerson'>['data']> = {}): PersonCommand => ({
  type: 'ErasePerson',
  data: { ...erasure, on: over.at ?? erasure.at, ...over },
});
const restrict: PersonCommand = { type: 'RestrictProcessing', data: restriction };
const place = (over: object = {}): PersonCommand => ({ type: 'PlaceRetentionHold', data: { ...hold, ...over } });
const lift = (over: object = {}): PersonCommand => ({
  type: 'LiftRetentionHold',
  data: { ...lifting, holdId: 'h1', ...over },
});

const erased: PersonEvent = { type: 'PersonErased', data: erasure };
const restricted: PersonEvent = { type: 'ProcessingRestricted', data: restriction };
const placed = (until: string | null = '2033-12-31'): PersonEvent => ({
  type: 'RetentionHoldPlaced',
  data: { ...hold, until },
});
const lifted: PersonEvent = { type: 'RetentionHoldLifted', data: { ...lifting, holdId: 'h1' } };

describe('the data of a person', () => {
  it('are erased once, whichever request asks again', () => {
    given().when(erase()).then(erased);
    given(erased).when(erase()).then();
    given(erased)
      .when(erase({ requestId: 'r9', at: '2026-04-01' }))
      .then();
  });

  it('have nothing more recorded of them after that', () => {
    for (const command of [restrict, place(), lift()]) {
      given(erased).when(command).thenRejected({ code: 'PersonIsErased', erasedAt: '2026-03-10' });
    }
  });

  it('are not erased while a hold is in force, to its last day or without one', () => {
    given(placed())
      .when(erase({ at: '2033-12-31' }))
      .thenRejected({ code: 'RetentionPrevails', holdId: 'h1', until: '2033-12-31', legalGround: 'retention-table' });
    given(placed(null))
      .when(erase({ at: '2099-01-01' }))
      .thenRejected({ code: 'RetentionPrevails', until: null });
  });

  it('are erased when the hold is over or lifted', () => {
    given(placed())
      .when(erase({ at: '2034-01-01' }))
      .then({ type: 'PersonErased', data: { ...erasure, at: '2034-01-01' } });
    given(placed(null), lifted).when(erase()).then(erased);
  });

  it('are not erased by a grant that was given up, even when the hold is over; by another they are', () => {
    const stop = (over: object = {}): PersonCommand => ({
      type: 'StopErasure',
      data: { ...subject, requestId: 'r1', on: '2026-03-12', at: '2026-03-12', ...over },
    });
    const stopped: PersonEvent = {
      type: 'ErasureStopped',
      data: { ...subject, requestId: 'r1', holdId: 'h1', legalGround: 'retention-table', at: '2026-03-12' },
    };
    given(placed()).when(stop()).then(stopped);
    given(placed(), stopped).when(stop()).then();
    given(placed(), stopped, lifted).when(erase()).thenRejected({ code: 'ErasureWasStopped', holdId: 'h1' });
    given(placed(), stopped, lifted)
      .when(erase({ requestId: 'r9' }))
      .then({ type: 'PersonErased', data: { ...erasure, requestId: 'r9' } });
    given().when(stop()).thenRejected({ code: 'NothingStopsErasure' });
    given(placed(), lifted).when(stop()).thenRejected({ code: 'NothingStopsErasure' });
    given(erased).when(stop()).thenRejected({ code: 'PersonIsErased' });
  });

  it('are erased on the day of the grant by a grant that waited until the hold ran out', () => {
    const until = placed('2026-03-31');
    given(until)
      .when(erase({ on: '2026-03-31' }))
      .thenRejected({ code: 'RetentionPrevails', until: '2026-03-31' });
    given(until)
      .when(erase({ on: '2026-04-01' }))
      .then(erased);
    const stop = { ...subject, requestId: 'r1', at: '2026-03-12' };
    given(until)
      .when({ type: 'StopErasure', data: { ...stop, on: '2026-04-01' } })
      .thenRejected({ code: 'NothingStopsErasure' });
  });

  it('are kept by the last of several holds', () => {
    const other: PersonEvent = { type: 'RetentionHoldPlaced', data: { ...hold, holdId: 'h2', until: null } };
    given(placed(), other).when(erase()).thenRejected({ code: 'RetentionPrevails', holdId: 'h2' });
    given(placed(), other, lifted).when(erase()).thenRejected({ code: 'RetentionPrevails', holdId: 'h2' });
  });
});

describe('a hold', () => {
  it('is placed on a ground that keeps data, and ends no earlier than it begins', () => {
    given().when(place()).then(placed());
    given()
      .when(place({ legalGround: 'data-law-art-14' }))
      .thenRejected({ code: 'GroundHoldsNothing', legalGround: 'data-law-art-14' });
    given()
      .when(place({ until: '2026-03-03' }))
      .thenRejected({ code: 'HoldEndsBeforeItBegins', at: '2026-03-04' });
  });

  it('placed again says nothing new, not even when it was lifted', () => {
    given(placed()).when(place()).then();
    given(placed(), lifted).when(place()).then();
    given(placed())
      .when(place({ until: null }))
      .thenRejected({ code: 'HoldAlreadyPlaced', placedAt: '2026-03-04' });
  });

  it('names the unit that placed it, while it is in force and afterwards', () => {
    const { holdId, unitId, legalGround, until, at } = hold;
    const [before, after] = [[placed()], [placed(), lifted]].map((events) =>
      events.reduce(person.evolve, person.initial),
    );
    expect(before).toMatchObject({ holds: [{ holdId, unitId, legalGround, until, at }], lifted: [] });
    expect(after).toMatchObject({ holds: [], lifted: [{ holdId, unitId, legalGround, until, at }] });
  });

  it('is lifted once, and not before it was placed', () => {
    given(placed()).when(lift()).then(lifted);
    given(placed(), lifted).when(lift()).then();
    given().when(lift()).thenRejected({ code: 'HoldNotFound' });
    given(placed())
      .when(lift({ at: '2026-03-03' }))
      .thenRejected({ code: 'BeforeHold', placedAt: '2026-03-04' });
  });
});

describe('a restriction', () => {
  const liftIt = (at = '2026-03-12'): PersonCommand => ({ type: 'LiftRestriction', data: { ...lifting, at } });

  it('begins once and is lifted, not before it began', () => {
    given().when(restrict).then(restricted);
    given(restricted).when(restrict).then();
    given(restricted)
      .when(liftIt())
      .then({ type: 'RestrictionLifted', data: { ...lifting, at: '2026-03-12' } });
    given(restricted)
      .when(liftIt('2026-03-09'))
      .thenRejected({ code: 'BeforeRestriction', restrictedAt: '2026-03-10' });
    given(restricted, { type: 'RestrictionLifted', data: { ...lifting, at: '2026-03-12' } })
      .when(liftIt())
      .then();
    given().when(liftIt()).thenRejected({ code: 'ProcessingNotRestricted' });
  });
});
