import type { PersonEvent } from '@sohoi/persons/events';
import { foldedTable } from '@sohoi/projection';
import type { FoldedTable, Readable } from '@sohoi/projection';
import type { PoolClient } from 'pg';

/** What was decided about the data of a person, whether there is a row of her or not. */
export type PersonState = { readonly personId: string; readonly erased: boolean; readonly restricted: boolean };

/**
 * A table of persons who are erased or restricted, for a projection that may make a row of one of them later: what was
 * decided then holds for that row too. Each such projection has its own, which stands where the projection stands.
 */
export const personStates = (name: string): FoldedTable<PersonEvent> =>
  foldedTable<PersonState, PersonEvent>({
    name,
    key: 'personId',
    columns: { personId: 'uuid', erased: 'boolean', restricted: 'boolean' },
    keysOf: ({ data }) => [data.personId],
    evolve: (row, { type, data: { personId } }) => {
      const before = row ?? { personId, erased: false, restricted: false };
      switch (type) {
        case 'PersonErased':
          return { ...before, erased: true };
        case 'ProcessingRestricted':
          return { ...before, restricted: true };
        case 'RestrictionLifted':
          return { ...before, restricted: false };
        case 'ErasureStopped':
        case 'RetentionHoldPlaced':
        case 'RetentionHoldLifted':
          return row;
      }
    },
  });

/** The states of those of these persons about whom something was decided, by id. */
export const statesIn =
  (table: string) =>
  async (client: PoolClient, ids: readonly string[]): Promise<ReadonlyMap<string, PersonState>> => {
    if (ids.length === 0) return new Map();
    const { rows } = await client.query<PersonState>(
      `SELECT person_id AS "personId", erased, restricted FROM ${table} WHERE person_id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.personId, row]));
  };

/** An event of a person as such; events of memberships name her as a member, those of posts name a holding too. */
export const isOfPerson = <E extends { readonly data: object }>(event: E | PersonEvent): event is PersonEvent =>
  'personId' in event.data && !('holdingId' in event.data);

export const ofPersons = (events: readonly Readable<{ readonly data: object } | PersonEvent>[]) =>
  events.flatMap(({ event, envelope }): readonly Readable<PersonEvent>[] =>
    isOfPerson(event) ? [{ event, envelope }] : [],
  );
