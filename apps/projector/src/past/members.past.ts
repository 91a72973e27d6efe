import type { MemberRow } from '@sohoi/membership';
import { readableOf } from '@sohoi/projection';
import type { Readable, TrueFrom } from '@sohoi/projection';
import { createUnmask } from '@sohoi/sealing';
import type { Sealer } from '@sohoi/sealing';
import { hearMembers, memberRows } from '../members.projection.js';
import type { HeardOfMember } from '../members.projection.js';
import { isOfPerson, statesIn } from '../person-states.js';
import { memberStreams, personStreams } from '../streams.js';
import { fromItsDay, pastOf } from './past-source.js';
import type { PastSource, Place } from './past-source.js';
import { decidedOf } from './persons.past.js';

/** What says who she is: it is large, and seldom changes. */
type Personal = Pick<MemberRow, 'memberId' | 'person' | 'nameTokens' | 'identityHash' | 'erased'>;
type Membership = Omit<MemberRow, 'person' | 'nameTokens' | 'identityHash'>;

const { person, nameTokens, identityHash, ...ofMembership } = memberRows.columns;
const { memberId, erased } = ofMembership;

/** A new telephone number or address is no error of the old one. */
const NEVER_OTHERWISE = ['fullName', 'birthYear', 'gender', 'identityNumber'] as const;

const trueFrom = (event: HeardOfMember): TrueFrom => {
  if (isOfPerson(event)) return 'at every moment';
  const corrected = event.type === 'PersonCorrected' && NEVER_OTHERWISE.some((field) => field in event.data.person);
  return corrected ? 'from the beginning' : fromItsDay(event);
};

const tellsOfPerson = (event: HeardOfMember): boolean => isOfPerson(event) || 'person' in event.data;

/** Members in two tables: where they belong, with every event, and who they are, with those that say it. */
export const members = (sealer: Pick<Sealer, 'openFields' | 'index' | 'masker'>): readonly PastSource[] => {
  const heard = readableOf([...memberStreams, ...personStreams], createUnmask(sealer.masker));
  const read = (batch: Parameters<typeof heard>[0], { client, table }: Place) =>
    hearMembers(sealer, heard(batch), (ids) => statesIn(table(decidedOf.name))(client, ids));
  const { evolve } = memberRows;

  const memberships = pastOf<Membership, HeardOfMember>(
    {
      ...{ ...memberRows, key: 'memberId', columns: ofMembership, trueFrom },
      indexes: (table) => [`CREATE INDEX ON ${table} (chapter_id, member_id)`],
      evolve: (row, ...event) => membershipIn(evolve(row && { ...row, ...NOBODY }, ...event)),
    },
    read,
  );
  const persons = pastOf<Personal, HeardOfMember>(
    {
      ...{ name: 'member_persons', key: 'memberId', trueFrom },
      columns: { memberId, person, nameTokens, identityHash, erased },
      indexes: (table) => [
        `CREATE INDEX ON ${table} USING gin (name_tokens)`,
        `CREATE INDEX ON ${table} (identity_hash)`,
      ],
      keysOf: (event) => (tellsOfPerson(event) ? memberRows.keysOf(event) : []),
      evolve: (row, ...event) => personIn(evolve(row && { ...NOWHERE, ...row }, ...event)),
    },
    async (batch, place) => onlyOfPersons(await read(batch, place)),
  );
  return [memberships, persons];
};

const onlyOfPersons = (events: readonly Readable<HeardOfMember>[]): readonly Readable<HeardOfMember>[] =>
  events.filter(({ event }) => tellsOfPerson(event));

const NOBODY = { person: null, nameTokens: [], identityHash: null } as const;

/** What an event that tells of the person leaves as it is. */
const NOWHERE: Omit<MemberRow, keyof Personal> = {
  ...{ restricted: false, kind: 'ordinary', status: 'active', chapterId: '', unitId: '', regular: false, core: false },
  ...{ duesPaid: [], admittedAt: '', endedAt: null, endReason: null, streamVersion: 0 },
};

const membershipIn = (row: MemberRow | undefined): Membership | undefined => {
  if (!row) return undefined;
  const { person: _who, nameTokens: _names, identityHash: _number, ...rest } = row;
  return rest;
};

const personIn = (row: MemberRow | undefined): Personal | undefined =>
  row && {
    memberId: row.memberId,
    person: row.person,
    nameTokens: row.nameTokens,
    identityHash: row.identityHash,
    erased: row.erased,
  };
