import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { id, plainDate, points, text } from './index.js';

describe('text', () => {
  it('stores decomposed Vietnamese composed', () => {
    expect(text(20).parse('Đào'.normalize('NFD'))).toBe('Đào'.normalize('NFC'));
  });

  it('measures the composed length', () => {
    expect(text(3).safeParse('Đào'.normalize('NFD')).success).toBe(true);
    expect(text(2).safeParse('Đào').success).toBe(false);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['an unpaired surrogate', 'a\ud800b'],
    ['only blanks', '  '],
    ['a bell', 'a\u0007'],
  ])('refuses %s', (_what, bad) => {
    expect(text(10).safeParse(bad).success).toBe(false);
  });

  it('is stable: what it gave is taken unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        const once = text(500).safeParse(s);
        return !once.success || text(500).parse(once.data) === once.data;
      }),
    );
  });
});

describe('plainDate', () => {
  it.each(['2023-02-29', '2023-13-01', '12/07/2023', '2023-07-12T00:00:00Z', '1899-12-31', ''])('refuses %s', (bad) => {
    expect(plainDate.safeParse(bad).success).toBe(false);
  });
  it('takes a leap day that exists', () => {
    expect(plainDate.parse('2024-02-29')).toBe('2024-02-29');
  });
});

describe('id and points', () => {
  it('has one form of an id', () => {
    expect(id.parse('0197A7C0-0000-7000-8000-00000000000A')).toBe('0197a7c0-0000-7000-8000-00000000000a');
    expect(id.safeParse("x' or 1=1").success).toBe(false);
  });
  it('has points of two decimals', () => {
    expect(points.safeParse(99.99).success).toBe(true);
    expect(points.safeParse(1.001).success).toBe(false);
    expect(points.safeParse(Number.NaN).success).toBe(false);
  });
});
