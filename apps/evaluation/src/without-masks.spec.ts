import { describe, expect, it } from '@jest/globals';
import { createMasker } from '@sohoi/sealing';
import { withoutMasks } from './without-masks.js';

const masker = createMasker(new Uint8Array(32).fill(7));

describe('withoutMasks', () => {
  it('gives every masked code its name back and leaves all else', () => {
    const of = (code: string) => ({
      feed: { by: 'indicator', indicator: `category-${code}` },
      indicatorName: { vi: `Tỷ lệ hội viên thuộc nhóm "${code}"` },
      measures: [
        { measure: `category:${code}`, value: 3, evidence: [] },
        { measure: 'members', value: null },
      ],
      note: 'm1.short',
    });
    for (const code of ['religion', 'a-very-long-code-of-a-group-that-needs-more-than-one-block-of-bytes']) {
      expect(withoutMasks(masker, of(masker.mask(code)))).toEqual(of(code));
    }
  });

  it('leaves what people wrote, though it looks like a code', () => {
    const explained = { name: `m1.${'a'.repeat(70)}`, indicator: `category-${masker.mask('religion')}` };
    expect(withoutMasks(masker, explained)).toEqual({ ...explained, indicator: 'category-religion' });
  });
});
