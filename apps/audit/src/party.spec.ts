import { describe, expect, it } from '@jest/globals';
import { personOfParty, withoutParty, withPartySealed } from './party.js';

describe('what tells of the Party', () => {
  it('is left out of data, or counted as a sealed field of the person', () => {
    const elected = { type: 'PostHolderElected', data: { personId: 'p', partyMember: true, at: '2023-01-01' } };
    expect(withoutParty(elected).data).toEqual({ ...elected.data, partyMember: null });
    expect(withPartySealed(elected)).toEqual({ ...elected.data, partyMember: { sealed: 'party' } });
    expect(personOfParty(elected)).toBe('p');
    const joined = { type: 'JoinedParty', data: { memberId: 'm' } };
    expect(withPartySealed(joined)).toEqual({ memberId: 'm', party: { sealed: 'party' } });
    expect(personOfParty(joined)).toBe('m');
    const other = { type: 'DuesRecorded', data: { memberId: 'm' } };
    expect([withoutParty(other), withPartySealed(other), personOfParty(other)]).toEqual([other, other.data, undefined]);
  });
});
