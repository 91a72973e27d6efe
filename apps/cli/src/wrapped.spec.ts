import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import fc from 'fast-check';
import { wrapped } from './wrapped.js';

describe('a wrapped text', () => {
  it('is broken between words, with what follows further in', () => {
    expect(wrapped('lý do: bổ sung hai văn bản', 2, 16)).toBe('  lý do: bổ sung\n    hai văn bản');
  });

  it('keeps a word that is wider than a line whole', () => {
    expect(wrapped('ghi cùng 08664dc9-e5d7-5990-b012-66696a5bdba2', 0, 20)).toBe(
      'ghi cùng\n  08664dc9-e5d7-5990-b012-66696a5bdba2',
    );
  });

  it('shows what would steer a terminal', () => {
    expect(wrapped('a\u001b[2Jb')).toBe('a\uFFFD[2Jb');
  });

  it('loses no word, and no line of short words is too wide', () => {
    const word = fc.stringMatching(/^[a-zàệữ]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.nat(6), (words, indent) => {
        const lines = wrapped(words.join(' '), indent, 24).split('\n');
        expect(lines.join(' ').trim().split(/\s+/)).toEqual(words);
        expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(24);
      }),
    );
  });
});
