import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { founding } from './founding.decider.js';
import type { FoundLedger } from './founding.decider.js';

const by = (actorId: string): FoundLedger => ({ type: 'FoundLedger', data: { actorId, at: '2026-01-01' } });

describe('the founding', () => {
  it('is recorded for the first who asks, and for nobody after her', () => {
    const first = founding.decide(by('first'), founding.initial);
    expect(first).toEqual({ ok: true, events: [{ type: 'LedgerFounded', data: by('first').data }] });
    const founded = fold(founding, first.ok ? first.events : []);
    for (const actorId of ['first', 'second']) {
      expect(founding.decide(by(actorId), founded)).toEqual({ ok: true, events: [] });
    }
  });
});
