import { evolveMemberRow, forgetPersonOf, memberKeyOf } from '@sohoi/membership';
import type { IndexedMemberEvent, MemberRow } from '@sohoi/membership';
import type { MemberEvent } from '@sohoi/membership/events';
import type { PersonEvent } from '@sohoi/persons/events';
import { foldedTable, readableOf } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import { createUnmask } from '@sohoi/sealing';
import type { Sealer } from '@sohoi/sealing';
import { searchKeysOf } from './search-keys.js';
import { memberStreams, personStreams } from './streams.js';

type Heard = IndexedMemberEvent | PersonEvent;

const table = foldedTable<MemberRow, Heard>({
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
  evolve: (row, event) => (isOfPerson(event) ? row && evolveByPerson(row, event) : evolveMemberRow(row, event)),
});

/** Who belongs to which chapter; searched by keyed hashes, so that no row holds a name in the clear. */
export const members = (sealer: Pick<Sealer, 'openFields' | 'index' | 'masker'>): Projection => {
  const read = readableOf([...memberStreams, ...personStreams], createUnmask(sealer.masker));
  return {
    name: 'members',
    version: 2,
    tables: [{ name: table.name, ddl: table.ddl }],
    open: (_client, named) => {
      const write = table.open(named);
      return Promise.resolve({
        apply: async (client, batch) => {
          const events = read(batch);
          if (events.length === 0) return;
          const keys = await searchKeysOf(
            sealer,
            events.flatMap(({ event, envelope }) => (isOfPerson(event) ? [] : [{ event, eventId: envelope.id }])),
          );
          const heard = events.map(({ event, envelope }) => {
            if (isOfPerson(event)) return { event, envelope };
            const { id: eventId, streamVersion } = envelope;
            return { event: { ...event, streamVersion, eventId, searchKeys: keys.get(eventId) ?? {} }, envelope };
          });
          await write(client, heard);
        },
      });
    },
  };
};

/** An event of a person as such is of no membership, even where the person is a member. */
const isOfPerson = (event: MemberEvent | PersonEvent): event is PersonEvent => 'personId' in event.data;

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
