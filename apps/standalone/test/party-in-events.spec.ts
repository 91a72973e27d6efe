import { describe, expect, it } from '@jest/globals';
import { PARTY_EVENTS, PARTY_MEMBER } from '@sohoi/audit/module';
import { OF_THE_PARTY } from '@sohoi/evaluation-service/module';
import { ledgerStreams } from '@sohoi/projector/module';

const catalogs = ledgerStreams.flatMap(({ catalog }) => Object.entries(catalog));

describe('what the feed of events leaves out of the Party', () => {
  it('is every event with the Party in its name', () => {
    const types = new Set(catalogs.map(([type]) => type).filter((type) => type.includes('Party')));
    expect([...types].sort()).toEqual([...PARTY_EVENTS].sort());
  });

  it('is what explanations leave out, too', () => {
    expect([...OF_THE_PARTY].sort()).toEqual([...PARTY_EVENTS].sort());
  });

  it('is every field of an event with the Party in its name', () => {
    const names = catalogs.flatMap(([, { schema }]) => Object.keys((schema as { readonly shape: object }).shape));
    expect(names.length).toBeGreaterThan(100);
    expect([...new Set(names.filter((field) => /party/i.test(field)))]).toEqual([PARTY_MEMBER]);
  });
});
