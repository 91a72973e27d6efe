import { describe, expect, it } from '@jest/globals';
import { utf8Length } from './utf8-length.js';

describe('the bytes of a text in UTF-8', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['đ', 2],
    ['ế', 3],
    ['Trần Thị Hường', 21],
    ['👩‍🌾🇻🇳', 19],
  ])('of %j are %s', (text, bytes) => {
    expect(utf8Length(text)).toBe(bytes);
  });
});
