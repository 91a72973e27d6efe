import { describe, expect, it } from '@jest/globals';
import { play, recordedBy } from '@sohoi/decider/testing';
import fc from 'fast-check';
import { legalGround } from './legal-grounds.js';
import { personMessages } from './messages.js';
import type { PersonCommand } from './person.commands.js';
import { person } from './person.decider.js';
import { personEvents } from './person.events.js';
import { retentionOn } from './person.rules.js';

const id = (n: string): string => `0197a7c0-0000-7000-8000-0000000000${n}`;
const subject = {
  personId: fc.constant(id('01')),
  unitId: fc.constant(id('a1')),
  by: fc.constant('officer'),
  at: fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'),
};
const on = subject.at;
const granted = {
  ...subject,
  requestId: fc.constantFrom(id('e1'), id('e2')),
  legalGround: fc.constantFrom('archives-law' as const),
};
const reason = fc.constant('Lý do');
const holdId = fc.constantFrom(id('f1'), id('f2'));
const until = fc.constantFrom(null, '2026-03-02', '2026-03-03');

const command: fc.Arbitrary<PersonCommand> = fc.oneof(
  fc.record({ ...granted, on }).map((data) => ({ type: 'ErasePerson' as const, data })),
  fc.record(granted).map((data) => ({ type: 'RestrictProcessing' as const, data })),
  fc
    .record({ ...subject, requestId: fc.constantFrom(id('e1'), id('e2')), on })
    .map((data) => ({ type: 'StopErasure' as const, data })),
  fc.record({ ...subject, reason }).map((data) => ({ type: 'LiftRestriction' as const, data })),
  fc
    .record({ ...subject, holdId, until, reason, legalGround: fc.constantFrom(...legalGround.options) })
    .map((data) => ({ type: 'PlaceRetentionHold' as const, data })),
  fc.record({ ...subject, holdId, reason }).map((data) => ({ type: 'LiftRetentionHold' as const, data })),
);
const commands = fc.array(command, { maxLength: 20, size: 'max' });

describe('the data of a person, whatever the commands', () => {
  it('meet every event and every rejection in random histories', () => {
    const steps = fc.sample(commands, { seed: 2026, numRuns: 2000 }).flatMap((list) => play(person, list));
    const codes = steps.flatMap(({ decision }) => (decision.ok ? [] : [decision.rejection.code]));
    expect([...new Set(recordedBy(steps).map(({ type }) => type))].sort()).toEqual(Object.keys(personEvents).sort());
    expect([...new Set(codes)].sort()).toEqual(Object.keys(personMessages).sort());
  });

  it('have the same command twice record nothing new', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { command: c, decision, after } of play(person, list)) {
          if (!decision.ok || decision.events.length === 0) continue;
          expect(person.decide(c, after)).toEqual({ ok: true, events: [] });
        }
      }),
    );
  });

  it('are erased under no hold that is in force, and nothing follows', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const steps = play(person, list);
        const events = recordedBy(steps);
        const erased = events.findIndex(({ type }) => type === 'PersonErased');
        if (erased >= 0) expect(erased).toBe(events.length - 1);
        for (const { command: c, before, decision } of steps) {
          if (c.type !== 'ErasePerson' || !decision.ok || decision.events.length === 0) continue;
          expect(retentionOn(before.holds, c.data.on)).toBeUndefined();
        }
      }),
    );
  });

  it('are erased or not by the day on which it is tried, and as granted whichever day that is', () => {
    const day = fc.integer({ min: 1, max: 31 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
    const tries = fc.record({ ...granted, at: day, on: day });
    fc.assert(
      fc.property(tries, day, fc.option(day), ({ on: today, ...erasure }, placedAt, until) => {
        const hold = { holdId: id('f1'), unitId: id('a1'), legalGround: 'archives-law' as const, until, at: placedAt };
        const state = { ...person.initial, holds: [hold] };
        const erased = person.decide({ type: 'ErasePerson', data: { ...erasure, on: today } }, state);
        const { personId, unitId, by, at, requestId } = erasure;
        const stopped = person.decide(
          { type: 'StopErasure', data: { personId, unitId, by, at, requestId, on: today } },
          state,
        );
        const over = until !== null && until < today;
        expect(stopped.ok).toBe(!over);
        if (over) expect(erased).toEqual({ ok: true, events: [{ type: 'PersonErased', data: erasure }] });
        else expect(erased).toMatchObject({ ok: false, rejection: { code: 'RetentionPrevails', until } });
      }),
    );
  });

  it('are told by events that their schemas take unchanged', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { type, data } of recordedBy(play(person, list))) {
          expect(personEvents[type].schema.parse(data)).toEqual(data);
        }
      }),
    );
  });
});
