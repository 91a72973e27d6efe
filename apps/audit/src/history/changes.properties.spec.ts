import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesOf } from './changes.js';

const at = '2023-02-01';
const ids = fc.constantFrom('a', 'b', 'c');
const points = fc.integer({ min: 0, max: 9 });

const recorded = (type: string, data: object) => ({ type, data: { ...data, at } });
/** Events of any order, also of one that no rule would let be. */
const told = fc.oneof(
  fc.record({ unitId: ids, count: points }).map((data) => recorded('WomenCounted', data)),
  fc.record({ name: ids }).map((data) => recorded('UnitRenamed', data)),
  fc.record({ from: ids, to: ids }).map((data) => recorded('UnitMoved', data)),
  fc.record({ regular: fc.boolean() }).map((data) => recorded('RegularParticipationRecorded', data)),
  fc.record({ category: fc.option(ids) }).map((data) => recorded('CategoryAdded', data)),
  fc.record({ category: fc.option(ids) }).map((data) => recorded('CategoryRemoved', data)),
  fc.record({ reason: ids }).map((data) => recorded('MembershipEnded', data)),
  fc.record({ criterionId: ids, points, bonus: points }).map((data) => recorded('ScoreProposed', data)),
  fc.record({ criterionId: ids, points, bonus: points }).map((data) => recorded('ScoreVerified', data)),
  fc.record({ memberUnitId: ids }).map((data) => recorded('UnitJoinedCluster', data)),
  fc.record({ memberUnitId: ids }).map((data) => recorded('UnitLeftCluster', data)),
);

const stream = fc.array(told, { maxLength: 20 }).map((events) =>
  events.map(({ type, data }, n) => ({
    ...{ id: `e${n}`, type, schemaVersion: 1, stream: 's-1', streamVersion: n + 1, position: `${n}`, data },
    recordedAt: '2026-01-01T00:00:00.000Z',
    metadata: { actor: 'a', role: 'auditor', correlationId: 'c', causationId: null, commandHash: 'h' },
  })),
);

/** Of these the event says itself what was before. */
const SAYS_BOTH = ['UnitMoved', 'ScoreVerified'];

describe('changes', () => {
  it('of an event are the same whatever comes after it', () => {
    fc.assert(
      fc.property(stream, fc.nat(20), (events, n) => {
        expect(changesOf(events.slice(0, n))).toEqual(changesOf(events).slice(0, n));
      }),
    );
  });

  it('go on from one another: what is before is what an earlier event left', () => {
    fc.assert(
      fc.property(stream, (events) => {
        const left = new Map<string, unknown>();
        for (const { event, changes } of changesOf(events)) {
          for (const { field, before, after, hidden } of changes) {
            if (!hidden && !SAYS_BOTH.includes(event.type))
              expect([field, before]).toEqual([field, left.get(field) ?? null]);
            expect(hidden ? [before, after] : []).toEqual(hidden ? [null, null] : []);
            if (!hidden) expect(after).not.toEqual(before);
            left.set(field, after);
          }
        }
      }),
    );
  });
});
