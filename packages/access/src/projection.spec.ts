import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import fc from 'fast-check';
import type { SkipProjectionEvent, StoppedAt } from './projection.commands.js';
import { projectionSkips } from './projection.decider.js';
import type { SkipsState } from './projection.decider.js';

const at = (n: number, eventId = `event-${n}`): StoppedAt => ({
  ...{ version: 3, position: String(n).padStart(20, '0'), eventId },
});
const skip = (n: number, ...stopped: readonly StoppedAt[]): SkipProjectionEvent => ({
  type: 'SkipProjectionEvent',
  data: { projection: 'members', position: at(n).position, reason: 'Ghi nhầm', by: 'operator-1', stopped },
});
const after = (state: SkipsState, command: SkipProjectionEvent): SkipsState => {
  const decision = projectionSkips.decide(command, state);
  return decision.ok ? fold({ ...projectionSkips, initial: state }, decision.events) : state;
};

describe('the decision to pass over an event', () => {
  it('is recorded of the event that the read model has stopped before, with who decided and why', () => {
    expect(projectionSkips.decide(skip(7, at(7)), projectionSkips.initial)).toEqual({
      ok: true,
      events: [
        {
          type: 'ProjectionEventSkipped',
          data: { projection: 'members', ...at(7), reason: 'Ghi nhầm', by: 'operator-1' },
        },
      ],
    });
  });

  it.each([
    ['nowhere', [], { code: 'ProjectionNotStopped', projection: 'members' }],
    [
      'elsewhere',
      [at(9), at(8), at(9)],
      {
        code: 'ProjectionStoppedElsewhere',
        ...{ projection: 'members', position: at(7).position, stoppedAt: [at(8).position, at(9).position] },
      },
    ],
  ])('is refused where the read model has stopped %s', (_where, stopped, rejection) => {
    expect(projectionSkips.decide(skip(7, ...stopped), projectionSkips.initial)).toEqual({ ok: false, rejection });
  });

  it('is recorded once, whether the read model has gone on or not', () => {
    const once = after(projectionSkips.initial, skip(7, at(7)));
    for (const again of [skip(7, at(7)), skip(7), skip(7, at(9))]) {
      expect(projectionSkips.decide(again, once)).toEqual({ ok: true, events: [] });
    }
  });

  it('is another one where a restored log holds another event there', () => {
    const once = after(projectionSkips.initial, skip(7, at(7)));
    expect(projectionSkips.decide(skip(7, at(7, 'another')), once)).toMatchObject({
      events: [{ data: { eventId: 'another' } }],
    });
  });

  it('twice the same records nothing new, whatever was decided before', () => {
    const place = fc.integer({ min: 1, max: 4 });
    const commands = fc.array(fc.tuple(place, fc.array(place, { maxLength: 3 })), { maxLength: 8 });
    fc.assert(
      fc.property(commands, place, fc.array(place, { maxLength: 3 }), (before, n, stopped) => {
        const state = before.reduce(
          (known, [m, stops]) => after(known, skip(m, ...stops.map((s) => at(s)))),
          projectionSkips.initial,
        );
        const command = skip(n, ...stopped.map((s) => at(s)));
        const first = projectionSkips.decide(command, state);
        const second = projectionSkips.decide(command, after(state, command));
        expect(second).toEqual(first.ok ? { ok: true, events: [] } : first);
      }),
    );
  });
});
