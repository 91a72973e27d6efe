import { evolveScorecardRow, scorecardKeyOf } from '@sohoi/evaluation';
import type { ScorecardRow } from '@sohoi/evaluation';
import type { ScorecardEvent } from '@sohoi/evaluation/events';
import { foldedTable, rowProjection } from '@sohoi/projection';
import type { RowFold } from '@sohoi/projection';
import { scorecardStreams } from './streams.js';

export const scorecardRows: RowFold<ScorecardRow, ScorecardEvent> = {
  name: 'scorecards',
  key: 'scorecardId',
  columns: {
    scorecardId: 'uuid',
    periodId: 'uuid',
    body: 'json',
    unitId: 'uuid',
    rubricId: 'uuid',
    rubricVersion: 'integer',
    status: 'text',
    scores: 'json',
    returnReason: 'text null',
    revision: 'integer null',
    streamVersion: 'integer',
  },
  derived: [
    `body_kind text NOT NULL GENERATED ALWAYS AS (body ->> 'kind') STORED`,
    `body_id uuid NOT NULL GENERATED ALWAYS AS ((body ->> 'id')::uuid) STORED`,
  ],
  indexes: (table) => [`CREATE INDEX ON ${table} (period_id, body_id)`, `CREATE INDEX ON ${table} (body_id)`],
  keysOf: (event) => [scorecardKeyOf(event)],
  evolve: (row, event, _key, { streamVersion }) => evolveScorecardRow(row, { ...event, streamVersion }),
};

export const scorecards = rowProjection({
  name: 'scorecards',
  version: 1,
  streams: scorecardStreams,
  tables: [foldedTable(scorecardRows)],
});
