import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { admitMember, memberCommandBodies, recordDues } from './member.commands.js';

const bodies = Object.entries(memberCommandBodies);

describe('the bodies of the commands', () => {
  it.each(bodies)('%s is documented under its name by an example that it takes', (type, body) => {
    const meta = body.meta();
    expect(meta).toMatchObject({ id: type, description: expect.any(String) });
    expect(body.safeParse(meta?.['example'])).toMatchObject({ success: true });
  });

  it.each(bodies)('%s refuses a field that it does not know', (_type, body) => {
    const example = body.meta()?.['example'] as object;
    const result = body.safeParse({ ...example, memberId: 'x' }) as z.ZodSafeParseResult<unknown>;
    expect(result.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['memberId'] }]);
  });

  it('stores decomposed names composed', () => {
    const example = admitMember.meta()?.['example'] as z.input<typeof admitMember>;
    const person = { ...example.person, fullName: 'Đặng Thị Ví Dụ'.normalize('NFD') };
    expect(admitMember.parse({ ...example, person }).person.fullName).toBe('Đặng Thị Ví Dụ'.normalize('NFC'));
  });

  it.each([
    ['a third half-year', { halfYear: '2023-H3' }],
    ['a quarter', { halfYear: '2023-Q1' }],
    ['no money', { amount: 0 }],
    ['a part of a đồng', { amount: 0.5 }],
    ['a day that does not exist', { at: '2023-02-29' }],
  ])('refuse dues with %s', (_what, wrong) => {
    expect(recordDues.safeParse({ halfYear: '2023-H1', amount: 12000, at: '2023-05-05', ...wrong }).success).toBe(
      false,
    );
  });
});
