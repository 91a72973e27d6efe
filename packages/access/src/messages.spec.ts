import { describe, expect, it } from '@jest/globals';
import { accessMessages } from './messages.js';
import { projectionMessages } from './projection.messages.js';
import type { RightsRejection } from './rights.rules.js';

/** Every datum that a rejection can have, each visible in a text. */
const data = {
  role: 'commune-cadre',
  from: '2026-01-01',
  today: '2026-05-19',
  unitId: 'unit-a',
  heldFrom: '2026-02-01',
  heldTo: '2026-12-31',
  heldTopics: ['training'],
  heldRight: 'right-1',
  limit: 100,
  withdrawnAt: '2026-03-08',
  projection: 'members',
  position: '00000000000000000042',
  stoppedAt: ['00000000000000000041'],
};

type Say = (rejection: RightsRejection) => string;
const spoken = [data, { ...data, unitId: null, heldTo: null }];

describe('the messages of rejections', () => {
  it.each(Object.entries({ ...accessMessages, ...projectionMessages }))(
    '%s is a full sentence in both languages',
    (code, { vi, en }) => {
      for (const one of spoken) {
        const rejection = { code, ...one } as unknown as RightsRejection;
        const sentences = [(vi as Say)(rejection), (en as Say)(rejection)];
        for (const sentence of sentences) {
          expect(sentence).toMatch(/^\S.+\.$/u);
          expect(sentence).not.toMatch(/undefined|null(?!\))/);
        }
        expect(sentences[0]).not.toBe(sentences[1]);
      }
    },
  );

  it('name the field and the limit', () => {
    const { DatesNotYoursToGrant, RoleOnlyViews, TooManyRights } = accessMessages;
    const dates = { code: 'DatesNotYoursToGrant', heldFrom: '2026-02-01', heldTo: '2026-12-31' } as const;
    expect(DatesNotYoursToGrant.vi(dates)).toMatch(/from, to.*01\/02\/2026.*31\/12\/2026/);
    expect(DatesNotYoursToGrant.limit?.(dates)).toEqual({ from: '2026-02-01', to: '2026-12-31' });
    expect(RoleOnlyViews.en({ code: 'RoleOnlyViews', role: 'auditor' })).toMatch(/auditor.*capture/);
    expect(TooManyRights.limit?.({ code: 'TooManyRights', limit: 100 })).toBe(100);
  });
});
