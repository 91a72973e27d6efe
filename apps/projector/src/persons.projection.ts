import { evolvePersonRow, personKeyOf } from '@sohoi/persons';
import type { PersonRow } from '@sohoi/persons';
import type { PersonEvent } from '@sohoi/persons/events';
import { foldedTable, rowProjection } from '@sohoi/projection';
import { personStreams } from './streams.js';

/** What was decided about a person's data: erased, restricted, held. */
export const persons = rowProjection({
  name: 'persons',
  version: 1,
  streams: personStreams,
  tables: [
    foldedTable<PersonRow, PersonEvent>({
      name: 'persons',
      key: 'personId',
      columns: {
        personId: 'uuid',
        unitId: 'uuid',
        erasedAt: 'date null',
        restrictedAt: 'date null',
        holds: 'json',
        streamVersion: 'integer',
      },
      indexes: (table) => [`CREATE INDEX ON ${table} (unit_id)`],
      keysOf: (event) => [personKeyOf(event)],
      evolve: (row, event, _key, { streamVersion }) => evolvePersonRow(row, { ...event, streamVersion }),
    }),
  ],
});
