import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { play, recordedBy } from '@sohoi/decider/testing';
import fc from 'fast-check';
import { legalGround } from './legal-grounds.js';
import { personRequestMessages } from './messages.js';
import type { PersonRequestCommand } from './person-request.commands.js';
import { personRequest } from './person-request.decider.js';
import { personRequestEvents } from './person-request.events.js';
import { daysAfter } from './plain-days.js';
import { requestKind } from './request-kind.js';

const [requestId, personId, unitId] = ['e1', '01', 'a1'].map((n) => `0197a7c0-0000-7000-8000-0000000000${n}`) as [
  string,
  string,
  string,
];
const calendar = { daysOff: ['2026-03-05'], workingDays: [] };
const act = {
  requestId: fc.constant(requestId),
  by: fc.constantFrom('a', 'b', 'b'),
  at: fc.constantFrom(...['2026-03-02', '2026-03-03', '2026-03-03', '2026-03-10', '2026-03-10', '2026-05-01']),
};
const reason = fc.constantFrom('Lý do', 'Lý do khác');
const holds = fc.constantFrom([], [], [{ holdId: 'h', legalGround: 'archives-law' as const, until: null, at: 'x' }]);

const command: fc.Arbitrary<PersonRequestCommand> = fc.oneof(
  fc
    .record({
      ...act,
      kind: fc.constantFrom(...requestKind.options),
      personErased: fc.constantFrom(false, false, true),
    })
    .map((data) => ({
      type: 'ReceiveRequest' as const,
      data: { ...data, personId, unitId, channel: 'by-post' as const, wish: 'Xin', calendar },
    })),
  fc.record(act).map((data) => ({ type: 'AcknowledgeRequest' as const, data })),
  fc
    .record({ ...act, days: fc.integer({ min: 1, max: 15 }), reason })
    .map((data) => ({ type: 'ExtendRequest' as const, data: { ...data, calendar } })),
  fc
    .record({ ...act, legalGround: fc.constantFrom(...legalGround.options), holds })
    .map((data) => ({ type: 'GrantRequest' as const, data })),
  fc
    .record({ ...act, legalGround: fc.constantFrom(...legalGround.options), reason, erasureStopped: fc.boolean() })
    .map((data) => ({ type: 'RefuseRequest' as const, data })),
  fc.record(act).map((data) => ({ type: 'CompleteRequest' as const, data })),
  fc.record(act).map((data) => ({ type: 'WithdrawRequest' as const, data })),
  fc.record(act).map((data) => ({ type: 'LapseRequest' as const, data })),
);
const commands = fc.array(command, { maxLength: 30, size: 'max' });

describe('a request, whatever the commands', () => {
  it('meets every event and every rejection in random histories', () => {
    const steps = fc.sample(commands, { seed: 2026, numRuns: 6000 }).flatMap((list) => play(personRequest, list));
    const codes = steps.flatMap(({ decision }) => (decision.ok ? [] : [decision.rejection.code]));
    expect([...new Set(recordedBy(steps).map(({ type }) => type))].sort()).toEqual(
      Object.keys(personRequestEvents).sort(),
    );
    expect([...new Set(codes)].sort()).toEqual(Object.keys(personRequestMessages).sort());
  });

  it('makes the same command twice record nothing new', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { command: c, decision, after } of play(personRequest, list)) {
          if (!decision.ok || decision.events.length === 0) continue;
          expect(personRequest.decide(c, after)).toEqual({ ok: true, events: [] });
        }
      }),
    );
  });

  it('is decided by another than who received it, and completed only when granted', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { before, decision } of play(personRequest, list)) {
          for (const event of decision.ok ? decision.events : []) {
            if (event.type === 'RequestReceived' || before.status === 'absent') continue;
            const decided = event.type === 'RequestGranted' || event.type === 'RequestRefused';
            if (decided) expect(event.data.by).not.toBe(before.received.receivedBy);
            if (event.type === 'RequestCompleted') expect(before.status).toBe('granted');
          }
        }
      }),
    );
  });

  it('is extended once at most, by no more than 15 days and the days off at its end', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const events = recordedBy(play(personRequest, list));
        const extended = events.filter(({ type }) => type === 'RequestExtended');
        expect(extended.length).toBeLessThanOrEqual(1);
        const received = events.find((event) => event.type === 'RequestReceived');
        for (const event of extended) {
          if (event.type !== 'RequestExtended' || !received) continue;
          expect(event.data.completeBy > received.data.completeBy).toBe(true);
          expect(event.data.completeBy <= daysAfter(received.data.completeBy, 15 + 2)).toBe(true);
        }
      }),
    );
  });

  it('records only events that their schemas take unchanged, in any order folded without failing', () => {
    fc.assert(
      fc.property(commands, fc.infiniteStream(fc.nat()), (list, order) => {
        const events = recordedBy(play(personRequest, list));
        for (const { type, data } of events) expect(personRequestEvents[type].schema.parse(data)).toEqual(data);
        const shuffled = events.map((event) => ({ event, key: order.next().value as number }));
        shuffled.sort((x, y) => x.key - y.key);
        const state = fold(
          personRequest,
          shuffled.map(({ event }) => event),
        );
        expect(state).toHaveProperty('status');
      }),
    );
  });
});
