import { evolveRightRow, rightKeysOf } from '@sohoi/access';
import type { RightRow } from '@sohoi/access';
import type { RightsEvent } from '@sohoi/access/events';
import { foldedTable, rowProjection } from '@sohoi/projection';
import type { RowFold } from '@sohoi/projection';
import { rightsStreams } from './streams.js';

export const rightRows: RowFold<RightRow, RightsEvent> = {
  name: 'rights',
  key: 'id',
  columns: {
    id: 'text',
    rightId: 'uuid',
    actorId: 'text',
    role: 'text',
    unitId: 'uuid null',
    capture: 'boolean',
    sensitive: 'boolean',
    mayGrant: 'boolean',
    topics: 'text[]',
    validFrom: 'date',
    validTo: 'date null',
    grantedBy: 'text',
    grantedAt: 'date',
    grantReason: 'text null',
    withdrawnBy: 'text null',
    withdrawnAt: 'date null',
    withdrawalReason: 'text null',
    streamVersion: 'integer',
  },
  indexes: (table) => [`CREATE INDEX ON ${table} (actor_id)`, `CREATE INDEX ON ${table} (unit_id)`],
  keysOf: (event) => [...rightKeysOf(event)],
  evolve: (row, event, _key, { streamVersion }) => evolveRightRow(row, { ...event, streamVersion }),
};

/** Who was granted what, by whom, on which unit; what was withdrawn stays. */
export const rights = rowProjection({
  name: 'rights',
  version: 2,
  streams: rightsStreams,
  tables: [foldedTable(rightRows)],
});
