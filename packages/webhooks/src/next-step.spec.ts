import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextStep, POLICY } from './next-step.js';
import type { Step, Trouble } from './next-step.js';
import type { Outcome } from './receivers.js';

const HOUR = 3_600_000;
const START = new Date('2026-03-08T00:00:00Z');
const WELL: Trouble = { attempts: 0, refusals: 0, failingSince: null, size: POLICY.most };
const away: Outcome = { kind: 'away', reason: 'HTTP 500' };
const refused: Outcome = { kind: 'refused', reason: 'HTTP 422' };

/** Tries until something else comes of it. @returns that, how long it took, and after how many tries */
const insist = (outcome: Outcome, events: number, random = () => 0.5): { step: Step; hours: number; tries: number } => {
  let trouble = WELL;
  let now = START.getTime();
  for (let tries = 1; ; tries += 1) {
    const step = nextStep(
      outcome,
      { events: Math.min(events, trouble.size), trouble, now: new Date(now) },
      POLICY,
      random,
    );
    if (step.to !== 'try again') return { step, hours: (now - START.getTime()) / HOUR, tries };
    trouble = step.trouble;
    now += step.waitMs;
  }
};

describe('after a message', () => {
  it('that was taken, more is sent at once than before, up to a limit', () => {
    const step = nextStep(
      { kind: 'taken', text: '' },
      { events: 1, trouble: { ...WELL, size: 1 }, now: START },
      POLICY,
      () => 0,
    );
    expect(step).toEqual({ to: 'go on', size: 2 });
    expect(nextStep({ kind: 'taken', text: '' }, { events: 100, trouble: WELL, now: START }, POLICY, () => 0)).toEqual({
      to: 'go on',
      size: 100,
    });
  });

  it('without an answer, a receiver is waited for longer than a day, and then nothing is sent and nothing lost', () => {
    const { step, hours, tries } = insist(away, 100);
    expect(step).toEqual({ to: 'pause', reason: 'HTTP 500' });
    expect(hours).toBeGreaterThan(72);
    expect(hours).toBeLessThan(73);
    expect(tries).toBeLessThan(120);
  });

  it('that is refused, each event is sent by itself, and the refused one is set aside after five tries', () => {
    const { step, tries } = insist(refused, 100);
    expect(step).toEqual({ to: 'set aside', attempts: 5, reason: 'HTTP 422' });
    expect(tries).toBe(6);
  });

  it('to one that wants no more, nothing is sent', () => {
    const step = nextStep(
      { kind: 'gone', reason: 'HTTP 410' },
      { events: 3, trouble: WELL, now: START },
      POLICY,
      () => 0,
    );
    expect(step).toEqual({ to: 'pause', reason: 'HTTP 410' });
  });

  it('a receiver is asked again when it said, but neither at once nor later than in an hour (property)', () => {
    const millis = fc.integer({ min: 1, max: 100 * HOUR });
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(millis, fc.nat(40), chance, (retryAfterMs, attempts, random) => {
        const trouble = { ...WELL, attempts };
        const step = nextStep(
          { ...away, retryAfterMs } as Outcome,
          { events: 1, trouble, now: START },
          POLICY,
          () => random,
        );
        if (step.to !== 'try again') throw new Error(step.to);
        expect(step.waitMs).toBeGreaterThanOrEqual(Math.min(retryAfterMs, HOUR));
        expect(step.waitMs).toBeGreaterThanOrEqual(2_500);
        expect(step.waitMs).toBeLessThanOrEqual(HOUR);
        expect(step.trouble).toEqual({ ...trouble, attempts: attempts + 1, failingSince: START });
      }),
    );
  });
});
