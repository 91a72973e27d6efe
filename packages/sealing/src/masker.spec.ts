import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { maskedCode } from '@sohoi/fields';
import * as fc from 'fast-check';
import { createMasker, MaskBroken } from './masker.js';

const key = randomBytes(32);
const masker = createMasker(key);
const code = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,63}$/);

describe('a masked code', () => {
  it('is the same for the same code, another for another, and can be read again with the key', () => {
    fc.assert(
      fc.property(code, code, (a, b) => {
        const fresh = createMasker(key);
        expect(fresh.mask(a)).toBe(masker.mask(a));
        expect(masker.mask(a) === masker.mask(b)).toBe(a === b);
        expect(fresh.codeOf(masker.mask(a))).toBe(a);
        expect(maskedCode.safeParse(masker.mask(a)).success).toBe(true);
      }),
    );
  });

  it('stays as it is when it is masked again', () => {
    expect(masker.mask(masker.mask('ethnic-minority'))).toBe(masker.mask('ethnic-minority'));
  });

  it('tells nothing by its length', () => {
    expect(masker.mask('a')).toHaveLength(masker.mask('member-of-an-ethnic-minority').length);
  });

  it('is of no use without the key, and none can be made up', () => {
    const masked = masker.mask('ethnic-minority');
    expect(createMasker(randomBytes(32)).mask('ethnic-minority')).not.toBe(masked);
    const altered = masked.slice(0, -1) + (masked.endsWith('A') ? 'B' : 'A');
    for (const broken of [altered, 'm1.AAAA', `m1.${'A'.repeat(64)}`, 'm1.', 'ethnic-minority']) {
      expect(() => masker.codeOf(broken)).toThrow(MaskBroken);
    }
    expect(() => createMasker(randomBytes(32)).codeOf(masked)).toThrow(MaskBroken);
  });
});
