import { describe, expect, it } from '@jest/globals';
import { sealedIn } from './sealed-in.js';

const x = { sealed: '1.x' };

describe('sealedIn', () => {
  it('names each person once, with the fields and the place that the last event names', () => {
    expect(
      sealedIn([
        { memberId: 'm', chapterId: 'c1', unitId: 'u', person: { fullName: x, birthYear: 1990 }, at: '2023-01-01' },
        { memberId: 'm', from: { chapterId: 'c1' }, to: { chapterId: 'c2' }, standing: { categories: ['m1.abc'] } },
        { holdingId: 'h', body: { kind: 'unit', id: 'b' }, unitId: 'u', personId: 'p', reason: x },
      ]),
    ).toEqual([
      { personId: 'm', placeId: 'c2', fields: ['person.fullName', 'standing.categories'] },
      { personId: 'p', placeId: 'b', fields: ['reason'] },
    ]);
  });

  it('takes the person beside the field, not one further out', () => {
    const trainees = [
      { personId: 'p1', unitId: 'u1', fullName: x },
      { personId: 'p2', unitId: 'u2', chapterId: 'c2', fullName: x },
    ];
    expect(sealedIn([{ unitId: 'u', trainees }])).toEqual([
      { personId: 'p1', placeId: 'u1', fields: ['trainees.fullName'] },
      { personId: 'p2', placeId: 'c2', fields: ['trainees.fullName'] },
    ]);
  });

  it('finds nobody where nothing is sealed', () => {
    expect(sealedIn([{ unitId: 'u', name: 'Xã Ví Dụ' }, { personId: 'p', fullName: 'v1' }, null])).toEqual([]);
  });
});
