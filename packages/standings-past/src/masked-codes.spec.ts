import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { createMasker } from '@sohoi/sealing';
import { countMasked } from './masked-codes.js';

const masker = createMasker(new Uint8Array(32).fill(7));
const religion = masker.mask('religion');
const event = (type: string, data: object): RecordedEvent => ({
  ...{ id: 'e', type, schemaVersion: 2, data, stream: 'member-1', streamVersion: 1, position: '1' },
  ...{
    recordedAt: '2023-01-01T00:00:00.000Z',
    metadata: { actor: '', role: '', correlationId: '', causationId: null, commandHash: '' },
  },
});
const counted = (type: string, data: object): unknown => countMasked(masker)(event(type, data), {}).data;

describe('what is counted by groups', () => {
  it('keeps its groups masked, in events recorded in the clear too, and tells core members apart', () => {
    expect(counted('CategoryAdded', { category: religion })).toEqual({ category: religion });
    expect(counted('CategoryRemoved', { category: 'religion' })).toEqual({ category: religion });
    expect(counted('CategoryAdded', { category: masker.mask('core-member') })).toEqual({ category: 'core-member' });
    expect(counted('MemberTransferred', { standing: { core: true, categories: ['religion'] } })).toEqual({
      standing: { core: true, categories: [religion] },
    });
  });

  it('is asked for by its masked code', () => {
    const criteria = (indicator: string) => [
      { criterionId: 'a', feed: { by: 'indicator', indicator } },
      { criterionId: 'b', feed: { by: 'score' } },
    ];
    expect(counted('RubricPublished', { criteria: criteria('category-religion') })).toEqual({
      criteria: criteria(`category-${religion}`),
    });
    expect(counted('RubricPublished', { criteria: criteria('gathered-share') })).toEqual({
      criteria: criteria('gathered-share'),
    });
  });

  it('is otherwise as it was recorded', () => {
    const other = event('MemberAdmitted', { person: { fullName: { sealed: '1.x' } } });
    expect(countMasked(masker)(other, {})).toBe(other);
  });
});
