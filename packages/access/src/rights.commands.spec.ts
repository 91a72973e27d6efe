import { describe, expect, it } from '@jest/globals';
import { commandBodiesContract } from '@sohoi/fields/testing';
import { rightsCommandBodies, grantRight } from './rights.commands.js';

commandBodiesContract(rightsCommandBodies);

describe('a command', () => {
  it('takes topics in any order, each once', () => {
    const right = { role: 'subscriber', unitId: null, capture: false, from: '2026-01-01' };
    expect(grantRight.parse({ ...right, topics: ['training', 'evaluation', 'training'] }).topics).toEqual([
      'evaluation',
      'training',
    ]);
  });

  it.each([
    ['an unknown role', { role: 'owner' }],
    ['an unknown topic', { topics: ['everything'] }],
    ['no unit at all', { unitId: undefined }],
    ['a day that does not exist', { from: '2026-02-29' }],
  ])('refuses a right with %s', (_what, wrong) => {
    const right = { role: 'operator', unitId: null, capture: true, from: '2026-01-01' };
    expect(grantRight.safeParse(right).success).toBe(true);
    expect(grantRight.safeParse({ ...right, ...wrong }).success).toBe(false);
  });
});
