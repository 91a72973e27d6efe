import { describe, expect, it } from '@jest/globals';
import { pauseBefore } from './pause.js';

const pauses = { first: 100, most: 5000 };
const least = (): number => 0;
const most = (): number => 1;

describe('the pause before another try', () => {
  it('doubles with each try, up to the longest, and stays there however many there are', () => {
    const full = [1, 2, 3, 4, 5, 6, 7, 8, 2000].map((attempt) => pauseBefore(attempt, pauses, most));
    expect(full).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  });

  it('is never shorter than half of that, and the other half is by chance', () => {
    expect([1, 4, 9].map((attempt) => pauseBefore(attempt, pauses, least))).toEqual([50, 400, 2500]);
    expect(pauseBefore(4, pauses, () => 0.25)).toBe(500);
  });

  it('differs between those who lost a server at the same moment', () => {
    const all = Array.from({ length: 200 }, () => pauseBefore(5, pauses));
    expect(new Set(all).size).toBeGreaterThan(190);
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(400);
    for (const one of all) expect(one >= 800 && one <= 1600).toBe(true);
  });
});
