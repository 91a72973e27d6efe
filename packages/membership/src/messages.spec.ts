import { describe, expect, it } from '@jest/globals';
import type { MemberRejection } from './member.rules.js';
import { membershipMessages } from './messages.js';

/** Every datum that a rejection can have, each visible in a text. */
const data = {
  admittedAt: '2023-03-08',
  minimumAge: 18,
  age: 17,
  memberChapter: 'chapter-a',
  chapter: 'chapter-b',
  since: '2023-04-01',
  endedAt: '2023-06-01',
  reason: 'left',
  annulledAt: '2023-06-20',
  limit: 50,
  halfYear: '2023-H1',
  amount: 12000,
  introducedAt: '2023-05-19',
  joinedAt: '2023-06-15',
  changedAt: '2023-05-01',
};

describe('the messages of rejections', () => {
  it.each(Object.entries(membershipMessages))('%s is a full sentence in both languages', (code, { vi, en }) => {
    const rejection = { code, ...data } as unknown as never;
    for (const sentence of [
      (vi as (r: MemberRejection) => string)(rejection),
      (en as (r: MemberRejection) => string)(rejection),
    ]) {
      expect(sentence).toMatch(/^\S.+\.$/u);
      expect(sentence).not.toContain('undefined');
    }
    expect((vi as (r: MemberRejection) => string)(rejection)).not.toBe(
      (en as (r: MemberRejection) => string)(rejection),
    );
  });

  it('name the field and the limit', () => {
    expect(membershipMessages.TooYoung.vi({ code: 'TooYoung', minimumAge: 18, age: 17 })).toMatch(
      /person\.birthYear.*17.*18/,
    );
    expect(membershipMessages.NotInChapter.en({ code: 'NotInChapter', memberChapter: 'c1' })).toMatch(/^from .*c1/);
    expect(membershipMessages.BeforeAdmission.vi({ code: 'BeforeAdmission', admittedAt: '2023-03-08' })).toContain(
      '08/03/2023',
    );
  });
});
