import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { chapterCommandBodies } from './chapter.commands.js';
import { groupCommandBodies } from './group.commands.js';
import { grantAllowance, postCommandBodies } from './post.commands.js';
import { establishUnit, unitCommandBodies } from './unit.commands.js';

const bodies = Object.entries({
  ...unitCommandBodies,
  ...chapterCommandBodies,
  ...groupCommandBodies,
  ...postCommandBodies,
});

describe('the bodies of the commands', () => {
  it.each(bodies)('%s is documented under its name by an example that it takes', (type, body) => {
    const meta = body.meta();
    expect(meta).toMatchObject({ id: type, description: expect.any(String) });
    expect(body.safeParse(meta?.['example'])).toMatchObject({ success: true });
  });

  it.each(bodies)('%s refuses a field that it does not know', (_type, body) => {
    const example = body.meta()?.['example'] as object;
    const result = body.safeParse({ ...example, streamVersion: 1 }) as z.ZodSafeParseResult<unknown>;
    expect(result.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['streamVersion'] }]);
  });

  it('takes a unit without parent and code for one that has none', () => {
    const central = { level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ', at: '2022-01-01' };
    expect(establishUnit.parse(central)).toMatchObject({ parentId: null, code: null });
  });

  it.each([0, -1, 0.5, 1e15])('refuses an allowance of %d đồng', (amount) => {
    expect(grantAllowance.safeParse({ amount, source: 'localBudget', at: '2023-03-01' }).success).toBe(false);
  });
});
