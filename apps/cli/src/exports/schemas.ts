import type { Column, ColumnType, TableSchema } from '@sohoi/exports';
import type { Dataset } from '../choices.js';

export type { Dataset } from '../choices.js';

const column = (name: string, type: ColumnType, description: string): Column => ({ name, type, description });

const places: readonly Column[] = [
  column('unit_id', 'text', 'id of the commune that the chapter belongs to'),
  column('unit_name', 'text', 'its name at the moment told of; empty outside of your units'),
  column('province_code', 'text', 'state code of its province; empty outside of your units'),
  column('province_name', 'text', 'name of its province'),
];

export type ExportedDataset = {
  readonly schema: TableSchema;
  /** The column by whose values Parquet files are parted. */
  readonly partition: string;
};

export const exported: Readonly<Record<Dataset, ExportedDataset>> = {
  events: {
    partition: 'recorded_month',
    schema: {
      name: 'events',
      description: 'One row for each event of the log in your units, in the order of the log.',
      columns: [
        column('position', 'text', 'its place in the log; sorts as text'),
        column('id', 'text', 'id of the event'),
        column('type', 'text', 'what happened, e.g. MemberAdmitted'),
        column('schema_version', 'integer', 'version of the shape of data'),
        column('stream', 'text', 'of which thing, category-id'),
        column('stream_version', 'integer', 'its place in the stream; with --purpose only'),
        column('recorded_at', 'instant', 'when the log took it'),
        column('recorded_month', 'text', 'the month of it, UTC, yyyy-mm'),
        column('true_on', 'date', 'the day on which it was true, where the event says one'),
        column('actor', 'text', 'who recorded it: an id of the issuer, no name'),
        column('role', 'text', 'in which role'),
        column('correlation_id', 'text', 'the request or the import that it came of'),
        column('causation_id', 'text', 'the event that led to it'),
        column('data', 'json', 'the event as recorded; what is personal is sealed, without --purpose'),
      ],
    },
  },
  standings: {
    partition: 'period',
    schema: {
      name: 'standings',
      description: 'One row for each chapter and period: the result that counted at the moment told of, best first.',
      columns: [
        column('chapter_id', 'text', 'id of the chapter'),
        column('chapter_name', 'text', 'its name'),
        ...places,
        column('period_id', 'text', 'id of the period'),
        column('period', 'text', 'its code, e.g. 2023-H1'),
        column('revision', 'integer', '0 while provisional, from 1 on published'),
        column('status', 'text', 'provisional or published'),
        column('because', 'text', 'what made the revision: period-closed, scores-published or score-corrected'),
        column('rubric_id', 'text', 'id of the rubric that it was scored by'),
        column('rubric_version', 'integer', 'version of that rubric'),
        column('known_at_position', 'text', 'the last event that the result rests on'),
        column('score', 'decimal', 'official points; empty: no score, which is not zero'),
        column('proposed_score', 'decimal', 'points that the chapter was proposed for'),
        column('max_score', 'decimal', 'points that the rubric has'),
        column('level', 'text', 'code of the level; empty without one'),
      ],
    },
  },
  members: {
    partition: 'province_code',
    schema: {
      name: 'members',
      description:
        'One row for each member in your units. Of who is erased or restricted the personal columns are empty.',
      columns: [
        column('member_id', 'text', 'opaque id'),
        column('full_name', 'text', 'personal'),
        column('birth_year', 'integer', 'personal'),
        column('gender', 'text', 'personal; female or male'),
        column('phone', 'text', 'personal'),
        column('address', 'text', 'personal'),
        column('erased', 'boolean', 'the person was erased'),
        column('restricted', 'boolean', 'kept, and not to be used'),
        column('kind', 'text', 'ordinary or honorary'),
        column('status', 'text', 'active, ended or annulled'),
        column('chapter_id', 'text', 'id of the chapter'),
        ...places,
        column('regular', 'boolean', 'takes part regularly'),
        column('core', 'boolean', 'core member'),
        column('dues_paid', 'list', 'periods for which dues were paid'),
        column('admitted_at', 'date', 'day of admission'),
        column('ended_at', 'date', 'day on which the membership ended'),
        column('end_reason', 'text', 'left, moved-away, deceased or removed'),
      ],
    },
  },
};
