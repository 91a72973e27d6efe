import { describe, expect, it } from '@jest/globals';
import { dayIn } from './today.js';

describe('dayIn', () => {
  it.each([
    ['2023-06-30T16:59:59.999Z', '2023-06-30'],
    ['2023-06-30T17:00:00.000Z', '2023-07-01'],
    ['2023-12-31T23:30:00+07:00', '2023-12-31'],
  ])('at %s it is %s in Việt Nam', (instant, day) => {
    expect(dayIn(instant)).toBe(day);
    expect(dayIn(new Date(instant))).toBe(day);
  });
});
