import { describe, expect, it } from '@jest/globals';
import { personalFieldsOf } from '@sohoi/fields';
import { personsOf } from './persons-of.js';
import { ledgerStreams } from './streams.js';

describe('the persons that an event names', () => {
  it('are trainees, each once and each with the class’s unit and her own', () => {
    const trainees = [
      { traineeId: 't', personId: 'p', fullName: { sealed: '1.x' }, unitId: 'v', chapterId: null },
      { traineeId: 's', personId: 'q', fullName: { sealed: '1.y' }, unitId: 'w', chapterId: 'k' },
      { traineeId: 'r', personId: 'p', fullName: { sealed: '1.z' }, unitId: 'v' },
    ];
    expect(personsOf({ classId: 'c', unitId: 'u', trainees, at: '2023-06-15' })).toEqual([
      { personId: 'p', places: ['u', 'v'] },
      { personId: 'q', places: ['u', 'w', 'k'] },
    ]);
  });

  it('are members and post holders', () => {
    expect(personsOf({ memberId: 'm', person: { fullName: 'A' }, chapterId: 'k', unitId: 'u' })).toEqual([
      { personId: 'm', places: ['u', 'k'] },
    ]);
    expect(personsOf({ personId: 'p', unitId: 'u', body: { kind: 'chapter', id: 'k' } })).toEqual([
      { personId: 'p', places: ['u', 'k'] },
    ]);
  });

  it('are none where only units are named', () => {
    expect(personsOf({ unitId: 'u', legalAct: null, adoptedBy: [{ kind: 'unit', id: 'v' }] })).toEqual([]);
  });

  it('are under the keys to which the marks of personal fields point', () => {
    const pointed = ledgerStreams.flatMap(({ catalog }) =>
      Object.values(catalog).flatMap(({ schema }) => personalFieldsOf(schema).map(({ of }) => of)),
    );
    expect(pointed.length).toBeGreaterThan(5);
    expect([...new Set(pointed)].filter((key) => personsOf({ [key]: 'x' }).length === 0)).toEqual([]);
  });
});
