import { describe, expect, it } from '@jest/globals';
import { commandBodiesContract } from '@sohoi/fields/testing';
import { chapterCommandBodies } from './chapter.commands.js';
import { groupCommandBodies } from './group.commands.js';
import { grantAllowance, postCommandBodies } from './post.commands.js';
import { establishUnit, unitCommandBodies } from './unit.commands.js';

commandBodiesContract({
  ...unitCommandBodies,
  ...chapterCommandBodies,
  ...groupCommandBodies,
  ...postCommandBodies,
});

describe('a command', () => {
  it('takes a unit without parent and code for one that has none', () => {
    const central = { level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ', at: '2022-01-01' };
    expect(establishUnit.parse(central)).toMatchObject({ parentId: null, code: null });
  });

  it.each([0, -1, 0.5, 1e15])('refuses an allowance of %d đồng', (amount) => {
    expect(grantAllowance.safeParse({ amount, source: 'localBudget', at: '2023-03-01' }).success).toBe(false);
  });
});
