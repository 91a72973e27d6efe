import { describe, expect, it } from '@jest/globals';
import { holidaysMessages, personMessages, personRequestMessages } from './messages.js';

/** Every datum that a rejection can have, each visible in a text. */
const data = {
  receivedAt: '2026-03-03',
  decidedAt: '2026-03-10',
  status: 'refused',
  completeBy: '2026-03-13',
  receivedBy: 'a',
  legalGround: 'archives-law',
  kind: 'erasure',
  holdId: 'h1',
  until: '2033-12-31',
  erasedAt: '2026-03-10',
  placedAt: '2026-03-04',
  at: '2026-03-05',
  restrictedAt: '2026-03-06',
  day: '2026-02-17',
  year: 2026,
};

type Sentence = (rejection: object) => string;

const all = [personRequestMessages, personMessages, holidaysMessages].flatMap((messages) => Object.entries(messages));

describe('the messages of rejections', () => {
  it.each(all)('%s is a full sentence in both languages', (code, { vi, en }) => {
    const [inVi, inEn] = [vi, en].map((say) => (say as Sentence)({ code, ...data }));
    for (const sentence of [inVi, inEn]) {
      expect(sentence).toMatch(/^\S.+\.$/u);
      expect(sentence).not.toContain('undefined');
    }
    expect(inVi).not.toBe(inEn);
  });

  it('say how long data are held, and on what ground', () => {
    const hold = { code: 'RetentionPrevails', holdId: 'h1', legalGround: 'archives-law', until: null } as const;
    expect(personMessages.RetentionPrevails.vi({ ...hold, until: '2033-12-31' })).toMatch(/33\/2024.*31\/12\/2033/);
    expect(personMessages.RetentionPrevails.en(hold)).toMatch(/33\/2024.*until the hold is lifted/);
  });
});
