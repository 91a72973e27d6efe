import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { rightsCommandBodies, grantRight } from './rights.commands.js';

const bodies = Object.entries(rightsCommandBodies);

describe('the bodies of the commands', () => {
  it.each(bodies)('%s is documented under its name by an example that it takes', (type, body) => {
    const meta = body.meta();
    expect(meta).toMatchObject({ id: type, description: expect.any(String) });
    expect(body.safeParse(meta?.['example'])).toMatchObject({ success: true });
  });

  it.each(bodies)('%s refuses a field that it does not know', (_type, body) => {
    const example = body.meta()?.['example'] as object;
    const result = body.safeParse({ ...example, actorId: 'x' }) as z.ZodSafeParseResult<unknown>;
    expect(result.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['actorId'] }]);
  });

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
