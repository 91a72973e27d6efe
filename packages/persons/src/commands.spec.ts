import { describe, expect, it } from '@jest/globals';
import { holidaysCommandBodies } from './holidays.commands.js';
import { extendRequest, personRequestCommandBodies } from './person-request.commands.js';
import { personCommandBodies } from './person.commands.js';

const bodies = Object.entries({ ...personRequestCommandBodies, ...personCommandBodies, ...holidaysCommandBodies });

describe('the bodies of the commands', () => {
  it.each(bodies)('%s is documented under its name by an example that it takes', (type, body) => {
    const meta = body.meta();
    expect(meta).toMatchObject({ id: type, description: expect.any(String) });
    expect(body.safeParse(meta?.['example'])).toMatchObject({ success: true });
  });

  it.each(bodies)('%s refuses a field that it does not know', (_type, body) => {
    const example = body.meta()?.['example'] as object;
    const { error } = body.safeParse({ ...example, by: 'x' });
    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['by'] }]);
  });

  it.each([0, 16, 1.5])('extend no term by %d days', (days) => {
    expect(extendRequest.safeParse({ days, reason: 'Lý do', at: '2026-05-10' }).success).toBe(false);
  });
});
