import { describe, expect, it } from '@jest/globals';
import { median, spreadOf } from './statistics.js';

describe('the statistics of a benchmark', () => {
  it('take the middle value, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('name the least and the greatest', () => {
    expect(spreadOf([2, 1.5, 1.755])).toBe('1.50–2.00');
  });
});
