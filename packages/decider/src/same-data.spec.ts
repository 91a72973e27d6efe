import { describe, expect, it } from '@jest/globals';
import { sameData } from './index.js';

describe('sameData', () => {
  it.each([
    ['keys in another order', { a: 1, b: { c: 2 } }, { b: { c: 2 }, a: 1 }],
    ['a key that is undefined and one that is absent', { a: 1, b: undefined }, { a: 1 }],
    ['equal lists', [1, { a: 'x' }], [1, { a: 'x' }]],
  ])('takes %s for the same', (_what, a, b) => {
    expect(sameData(a, b)).toBe(true);
    expect(sameData(b, a)).toBe(true);
  });

  it.each([
    ['another value', { a: 1 }, { a: 2 }],
    ['a key more', { a: 1 }, { a: 1, b: 2 }],
    ['null and absence', { a: null }, {}],
    ['a list in another order', [1, 2], [2, 1]],
    ['a longer list', [1], [1, undefined]],
    ['a list and an object', [], {}],
    ['a text and a number', '1', 1],
    ['null and an object', null, {}],
  ])('tells apart %s', (_what, a, b) => {
    expect(sameData(a, b)).toBe(false);
    expect(sameData(b, a)).toBe(false);
  });
});
