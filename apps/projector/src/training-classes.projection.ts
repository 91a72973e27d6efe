import { foldedTable, rowProjection } from '@sohoi/projection';
import type { RowFold } from '@sohoi/projection';
import { evolveTrainingClassRow, trainingClassKeyOf } from '@sohoi/training';
import type { TrainingClassRow } from '@sohoi/training';
import type { TrainingClassEvent } from '@sohoi/training/events';
import { trainingClassStreams } from './streams.js';

export const trainingClassRows: RowFold<TrainingClassRow, TrainingClassEvent> = {
  name: 'training_classes',
  key: 'classId',
  columns: {
    classId: 'uuid',
    unitId: 'uuid',
    planId: 'uuid null',
    name: 'text',
    place: 'text null',
    from: 'date',
    to: 'date',
    sessions: 'integer',
    status: 'text',
    enrolled: 'integer',
    attendances: 'integer',
    persons: 'integer',
    reportedPersons: 'integer null',
    certificates: 'integer',
    streamVersion: 'integer',
  },
  indexes: (table) => [`CREATE INDEX ON ${table} (unit_id)`, `CREATE INDEX ON ${table} ("from", class_id)`],
  keysOf: (event) => [trainingClassKeyOf(event)],
  evolve: (row, event, _key, { streamVersion }) => evolveTrainingClassRow(row, { ...event, streamVersion }),
};

export const trainingClasses = rowProjection({
  name: 'training-classes',
  version: 1,
  streams: trainingClassStreams,
  tables: [foldedTable(trainingClassRows)],
});
