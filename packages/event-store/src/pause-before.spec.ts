import { describe, expect, it } from '@jest/globals';
import { pauseBefore } from './index.js';

const pauses = { first: 100, most: 5000 };

describe('the pause before another try', () => {
  it('doubles with each try, up to the longest, and stays there however many there are', () => {
    const full = [1, 2, 3, 4, 5, 6, 7, 8, 2000].map((attempt) => pauseBefore(attempt, pauses, () => 1));
    expect(full).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  });

  it('is never shorter than half of that, and the other half is by chance', () => {
    expect([1, 4, 9].map((attempt) => pauseBefore(attempt, pauses, () => 0))).toEqual([50, 400, 2500]);
    expect(pauseBefore(4, pauses, () => 0.25)).toBe(500);
  });
});
