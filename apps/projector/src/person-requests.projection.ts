import { evolvePersonRequestRow, personRequestKeyOf } from '@sohoi/persons';
import type { PersonRequestRow } from '@sohoi/persons';
import type { PersonRequestEvent } from '@sohoi/persons/events';
import { foldedTable, rowProjection } from '@sohoi/projection';
import type { RowFold } from '@sohoi/projection';
import { personRequestStreams } from './streams.js';

export const personRequestRows: RowFold<PersonRequestRow, PersonRequestEvent> = {
  name: 'person_requests',
  key: 'requestId',
  columns: {
    requestId: 'uuid',
    personId: 'uuid',
    unitId: 'uuid',
    kind: 'text',
    channel: 'text',
    status: 'text',
    receivedAt: 'date',
    receivedBy: 'text',
    replyBy: 'date',
    completeBy: 'date',
    acknowledgedAt: 'date null',
    extendedAt: 'date null',
    decidedAt: 'date null',
    decidedBy: 'text null',
    legalGround: 'text null',
    completedAt: 'date null',
    streamVersion: 'integer',
  },
  indexes: (table) => [
    `CREATE INDEX ON ${table} (unit_id)`,
    `CREATE INDEX ON ${table} (person_id)`,
    `CREATE INDEX ON ${table} (complete_by) WHERE status IN ('open', 'granted')`,
  ],
  keysOf: (event) => [personRequestKeyOf(event)],
  evolve: (row, event, _key, { streamVersion }) => evolvePersonRequestRow(row, { ...event, streamVersion }),
};

/** What persons asked for about their data, and how far it has come. */
export const personRequests = rowProjection({
  name: 'person-requests',
  version: 1,
  streams: personRequestStreams,
  tables: [foldedTable(personRequestRows)],
});
