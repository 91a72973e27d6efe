import { describe, expect, it } from '@jest/globals';
import { columnName, rowsOf, rowTableDdl } from './row-table.js';
import type { RowTable } from './row-table.js';

type Row = { memberId: string; birthYear?: number; endedAt: string | null; categories: string[] };

const table: RowTable<Row> = {
  name: 'people',
  key: 'memberId',
  named: { endedAt: 'valid_to' },
  columns: { memberId: 'uuid', birthYear: 'integer?', endedAt: 'date null', categories: 'text[]' },
  derived: ['size integer GENERATED ALWAYS AS (cardinality(categories)) STORED'],
  indexes: (name) => [`CREATE INDEX ON ${name} (valid_to)`],
};

describe('a table of rows', () => {
  it('has a column per field, which may be NULL only where the field may be absent or null', () => {
    expect(rowTableDdl(table)('read.people_3').split('\n')).toEqual([
      'CREATE TABLE read.people_3 (',
      '  "member_id" uuid NOT NULL PRIMARY KEY,',
      '  "birth_year" integer,',
      '  "valid_to" date,',
      '  "categories" text[] NOT NULL,',
      '  size integer GENERATED ALWAYS AS (cardinality(categories)) STORED',
      ');',
      'CREATE INDEX ON read.people_3 (valid_to)',
    ]);
  });

  it('names columns in snake_case', () => {
    expect(['id', 'fullName', 'aBC'].map(columnName)).toEqual(['id', 'full_name', 'a_b_c']);
  });

  it('must have a column for its key', () => {
    const { memberId: _left, ...columns } = table.columns;
    const broken = { ...table, columns } as unknown as RowTable<Row>;
    expect(() => rowsOf(broken, 'read.people_1')).toThrow('no column for its key memberId');
  });
});
