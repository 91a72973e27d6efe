import { evolveMemberRow, forgetPersonOf, memberKeyOf } from '@sohoi/membership';
import type { IndexedMemberEvent, MemberRow } from '@sohoi/membership';
import type { MemberEvent } from '@sohoi/membership/events';
import type { PersonEvent } from '@sohoi/persons/events';
import { categoriesOf, foldedTable, readableOf } from '@sohoi/projection';
import type { Projection, Readable, RowFold } from '@sohoi/projection';
import { createUnmask } from '@sohoi/sealing';
import type { Sealer } from '@sohoi/sealing';
import { isOfPerson, ofPersons, personStates, statesIn } from './person-states.js';
import type { PersonState } from './person-states.js';
import { searchKeysOf } from './search-keys.js';
import { memberStreams, personStreams } from './streams.js';

/** With what was decided about her before there was a row. */
type KnownMemberEvent = IndexedMemberEvent & { readonly person: PersonState | undefined };
export type HeardOfMember = KnownMemberEvent | PersonEvent;

const states = personStates('member_persons');

export const memberRows: RowFold<MemberRow, HeardOfMember> = {
  name: 'members',
  key: 'memberId',
  columns: {
    memberId: 'uuid',
    person: 'json null',
    nameTokens: 'text[]',
    identityHash: 'text null',
    erased: 'boolean',
    restricted: 'boolean',
    kind: 'text',
    status: 'text',
    chapterId: 'uuid',
    unitId: 'uuid',
    regular: 'boolean',
    core: 'boolean',
    duesPaid: 'text[]',
    admittedAt: 'date',
    endedAt: 'date null',
    endReason: 'text null',
    streamVersion: 'integer',
  },
  indexes: (name) => [
    `CREATE INDEX ON ${name} USING gin (name_tokens)`,
    `CREATE INDEX ON ${name} (identity_hash)`,
    `CREATE INDEX ON ${name} (chapter_id)`,
    `CREATE INDEX ON ${name} (unit_id)`,
  ],
  keysOf: (event) => [isOfPerson(event) ? event.data.personId : memberKeyOf(event)],
  evolve: (row, event) => (isOfPerson(event) ? row && evolveByPerson(row, event) : evolveByMember(row, event)),
};

const table = foldedTable(memberRows);

type ReadOfMember = Readable<MemberEvent | PersonEvent>;

/**
 * What rows of members hear: the events with the search keys of what they say, and with what is known of the person.
 * @param statesOf those of these persons about whom something was decided
 */
export const hearMembers = async (
  sealer: Pick<Sealer, 'openFields' | 'index'>,
  events: readonly ReadOfMember[],
  statesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, PersonState>>,
): Promise<readonly Readable<HeardOfMember>[]> => {
  const keys = await searchKeysOf(
    sealer,
    events.flatMap(({ event, envelope }) => (isOfPerson(event) ? [] : [{ event, eventId: envelope.id }])),
  );
  const known = await statesOf(events.flatMap(({ event }) => (isOfPerson(event) ? [] : [memberKeyOf(event)])));
  return events.map(({ event, envelope }) => {
    if (isOfPerson(event)) return { event, envelope };
    const { id: eventId, streamVersion } = envelope;
    const person = known.get(memberKeyOf(event));
    return { event: { ...event, streamVersion, eventId, searchKeys: keys.get(eventId) ?? {}, person }, envelope };
  });
};

/** Who belongs to which chapter; searched by keyed hashes, so that no row holds a name in the clear. */
export const members = (sealer: Pick<Sealer, 'openFields' | 'index' | 'masker'>): Projection => {
  const streams = [...memberStreams, ...personStreams];
  const read = readableOf(streams, createUnmask(sealer.masker));
  return {
    name: 'members',
    version: 3,
    tables: [table, states].map(({ name, ddl }) => ({ name, ddl })),
    reads: categoriesOf(streams),
    open: (_client, named) => {
      const write = table.open(named);
      const writeStates = states.open(named);
      const statesOf = statesIn(named(states.name));
      return Promise.resolve({
        apply: async (client, batch) => {
          const events = read(batch);
          if (events.length === 0) return;
          await writeStates(client, ofPersons(events));
          const heard = await hearMembers(sealer, events, (ids) => statesOf(client, ids));
          await write(client, heard);
        },
      });
    },
  };
};

/** A row that is made begins with what is known of the person by the end of the batch, as it would end there anyway. */
const evolveByMember = (row: MemberRow | undefined, event: KnownMemberEvent): MemberRow | undefined => {
  const after = evolveMemberRow(row, event);
  if (row || !after || !event.person) return after;
  const begun = { ...after, restricted: event.person.restricted };
  return event.person.erased ? forgetPersonOf(begun) : begun;
};

const evolveByPerson = (row: MemberRow, { type }: PersonEvent): MemberRow => {
  switch (type) {
    case 'PersonErased':
      return forgetPersonOf(row);
    case 'ProcessingRestricted':
      return { ...row, restricted: true };
    case 'RestrictionLifted':
      return { ...row, restricted: false };
    case 'ErasureStopped':
    case 'RetentionHoldPlaced':
    case 'RetentionHoldLifted':
      return row;
  }
};
