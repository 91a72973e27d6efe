import { describe, expect, it } from '@jest/globals';
import { commandBodiesContract } from '@sohoi/fields/testing';
import { z } from 'zod';
import { admitMember, memberCommandBodies, recordDues } from './member.commands.js';

commandBodiesContract(memberCommandBodies);

describe('a command', () => {
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
