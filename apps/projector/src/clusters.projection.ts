import { clusterKeyOf, evolveClusterRow } from '@sohoi/evaluation';
import type { ClusterRow } from '@sohoi/evaluation';
import type { ClusterEvent } from '@sohoi/evaluation/events';
import { foldedTable, rowProjection } from '@sohoi/projection';
import type { RowFold } from '@sohoi/projection';
import { clusterStreams } from './streams.js';

export const clusterRows: RowFold<ClusterRow, ClusterEvent> = {
  name: 'clusters',
  key: 'clusterId',
  columns: {
    clusterId: 'uuid',
    name: 'text',
    unitId: 'uuid',
    formedAt: 'date',
    members: 'jsonb',
    streamVersion: 'integer',
  },
  indexes: (table) => [`CREATE INDEX ON ${table} (unit_id)`, `CREATE INDEX ON ${table} USING gin (members)`],
  keysOf: (event) => [clusterKeyOf(event)],
  evolve: (row, event, _key, { streamVersion }) => evolveClusterRow(row, { ...event, streamVersion }),
};

export const clusters = rowProjection({
  name: 'clusters',
  version: 1,
  streams: clusterStreams,
  tables: [foldedTable(clusterRows)],
});
