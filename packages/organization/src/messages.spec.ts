import { describe, expect, it } from '@jest/globals';
import { organizationMessages } from './messages.js';
import type { OrganizationRejection } from './messages.js';

/** Every datum that a rejection can have. */
const data = {
  establishedAt: '2023-01-10',
  dissolvedAt: '2023-06-30',
  closedAt: '2023-06-30',
  since: '2023-02-15',
  vacantSince: '2023-06-01',
  relievedAt: '2023-06-01',
  grantedAt: '2023-03-01',
  stoppedAt: '2023-03-01',
  level: 'commune',
  parentLevel: null,
  allowed: ['district', 'province'],
  unitLevel: 'district',
  post: 'chapterHead',
  bodyKind: 'unit',
  holdingId: 'holding-1',
  successorId: 'unit-2',
  limit: 500,
};
type Say = (rejection: OrganizationRejection) => string;

describe('the messages of rejections', () => {
  it.each(Object.entries(organizationMessages))('%s is a full sentence in both languages', (code, { vi, en }) => {
    const rejection = { code, ...data } as unknown as OrganizationRejection;
    const sentences = [(vi as Say)(rejection), (en as Say)(rejection)];
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\S.+\.$/u);
      expect(sentence).not.toMatch(/undefined|null/);
    }
    expect(new Set(sentences).size).toBe(2);
  });

  it('name the field and the limit', () => {
    const wrong = {
      code: 'WrongParentLevel',
      level: 'commune',
      parentLevel: 'central',
      allowed: ['district', 'province'],
    } as const;
    expect(organizationMessages.WrongParentLevel.vi(wrong)).toBe(
      'Đơn vị cấp trên (parentId, to) không đúng: đơn vị cấp xã phải trực thuộc cấp huyện hoặc cấp tỉnh, không phải Trung ương.',
    );
    expect(organizationMessages.WrongParentLevel.en({ ...wrong, level: 'central', allowed: [null] })).toBe(
      'The parent (parentId, to) is of the wrong level: a central unit stands under none, not under central.',
    );
    expect(organizationMessages.TooManyPostHolders.en({ code: 'TooManyPostHolders', limit: 500 })).toContain('500');
  });
});
