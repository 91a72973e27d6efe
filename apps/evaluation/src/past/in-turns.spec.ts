import { describe, expect, it } from '@jest/globals';
import { inTurns } from './in-turns.js';

function* steps(count: number): Generator<undefined, number, undefined> {
  for (let step = 0; step < count; step += 1) {
    const until = performance.now() + 5;
    while (performance.now() < until);
    yield;
  }
  return count;
}

describe('long work', () => {
  it('lets others have their turn, and comes to its end', async () => {
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    expect(await inTurns(steps(40))).toBe(40);
    clearInterval(others);
    expect(turns).toBeGreaterThan(3);
  });

  it('fails as the step did that failed', async () => {
    const failing = function* (): Generator<undefined, number, undefined> {
      yield;
      throw new Error('a bug');
    };
    await expect(inTurns(failing())).rejects.toThrow('a bug');
  });
});
