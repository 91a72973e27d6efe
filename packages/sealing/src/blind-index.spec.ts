import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createBlindIndex } from './blind-index.js';
import { fold, wordsOf } from './fold.js';

const index = createBlindIndex(randomBytes(32));

const finds = (typed: string, name: string): boolean => {
  const tokens = new Set(index.nameTokens(name));
  return index.searchTokens(typed).every((token) => tokens.has(token));
};

const word = fc.constantFrom('Nguyễn', 'Đặng', 'Thị', 'Đào', 'Hường', 'Ý', 'Ơn', 'Xuân', 'Thuỳ', 'Thúy');

describe('folding', () => {
  it('drops accents and capitals, composed or decomposed', () => {
    for (const name of ['Đặng Thị Đào', 'Đặng Thị Đào'.normalize('NFD'), 'ĐẶNG THỊ ĐÀO']) {
      expect(fold(name)).toBe('dang thi dao');
    }
    expect(wordsOf('  Nguyễn-Thị  (Út) 2. ')).toEqual(['nguyen', 'thi', 'ut', '2']);
  });
});

describe('the search of names', () => {
  it('finds by beginnings of words, in any order, without accents', () => {
    for (const typed of ['dao', 'Đào dang', 'd th', 'ĐẶNG THỊ ĐÀO', 'đao', '']) {
      expect([typed, finds(typed, 'Đặng Thị Đào')]).toEqual([typed, true]);
    }
    for (const typed of ['ao', 'dang x', 'daoo', 'thid']) {
      expect([typed, finds(typed, 'Đặng Thị Đào')]).toEqual([typed, false]);
    }
  });

  it('finds exactly the names of which all typed words begin a word', () => {
    const typed = fc.array(
      fc.tuple(word, fc.integer({ min: 1, max: 6 })).map(([text, length]) => [...text].slice(0, length).join('')),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), typed, (names, words) => {
        const expected = words.every((one) => names.some((name) => fold(name).startsWith(fold(one))));
        expect(finds(words.join(' '), names.join(' '))).toBe(expected);
      }),
    );
  });

  it('gives tokens that tell nothing without the key', () => {
    const other = createBlindIndex(randomBytes(32));
    const tokens = index.nameTokens('Đặng Thị Đào');
    expect(tokens.every((token) => /^[\w-]{22}$/.test(token))).toBe(true);
    expect(other.nameTokens('Đặng Thị Đào').filter((token) => tokens.includes(token))).toEqual([]);
  });

  it('gives a name the same tokens, however many others came between', () => {
    const before = index.nameTokens('Đặng Thị Đào');
    for (let n = 0; n < 25_000; n += 1) index.nameTokens(`${n}`);
    expect(index.nameTokens('Đặng Thị Đào')).toEqual(before);
  });

  it('keeps the number of tokens within bounds, whatever the name', () => {
    expect(index.nameTokens('a'.repeat(5000))).toHaveLength(24);
    expect(index.nameTokens(Array.from({ length: 999 }, (_, n) => `${n}`).join(' ')).length).toBeLessThan(200);
    expect(finds('a'.repeat(30), 'a'.repeat(40))).toBe(true);
  });
});

describe('the hash for equality', () => {
  it('is equal for equal texts of one purpose only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(index.hashOf('identity-number', a) === index.hashOf('identity-number', b)).toBe(a === b);
        expect(index.hashOf('phone', a)).not.toBe(index.hashOf('identity-number', a));
      }),
    );
  });
});
