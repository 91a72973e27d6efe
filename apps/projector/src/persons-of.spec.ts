import { describe, expect, it } from '@jest/globals';
import { personalFieldsOf } from '@sohoi/fields';
import { personsOf } from './persons-of.js';
import { ledgerStreams } from './streams.js';

describe('the persons that an event names', () => {
  it('are members, post holders and trainees, each once', () => {
    const trainees = [
      { traineeId: 't', personId: 'p', fullName: { sealed: '1.x' }, unitId: 'v' },
      { traineeId: 's', personId: 'q', fullName: { sealed: '1.y' }, unitId: 'v' },
      { traineeId: 'r', personId: 'p', fullName: { sealed: '1.z' }, unitId: 'v' },
    ];
    expect(personsOf({ classId: 'c', unitId: 'u', trainees, at: '2023-06-15' })).toEqual(['p', 'q']);
    expect(personsOf({ memberId: 'm', person: { fullName: 'A' }, chapterId: 'k', unitId: 'u' })).toEqual(['m']);
    expect(personsOf({ unitId: 'u', legalAct: null, adoptedBy: [{ kind: 'unit', id: 'v' }] })).toEqual([]);
  });

  it('are under the keys to which the marks of personal fields point', () => {
    const pointed = ledgerStreams.flatMap(({ catalog }) =>
      Object.values(catalog).flatMap(({ schema }) =>
        personalFieldsOf(schema).flatMap((field) => (field.kind === 'masked' ? [] : [field.of])),
      ),
    );
    expect(pointed.length).toBeGreaterThan(5);
    expect([...new Set(pointed)].filter((key) => personsOf({ [key]: 'x' }).length === 0)).toEqual([]);
  });
});
