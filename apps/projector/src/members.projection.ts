import { evolveMemberRow, memberKeyOf } from '@sohoi/membership';
import type { MemberRow } from '@sohoi/membership';
import type { MemberEvent } from '@sohoi/membership/events';
import { foldedTable, rowProjection } from '@sohoi/projection';
import { memberStreams } from './streams.js';

/** Who belongs to which chapter, found by name however it is typed. */
export const members = rowProjection({
  name: 'members',
  version: 1,
  streams: memberStreams,
  tables: [
    foldedTable<MemberRow, MemberEvent>({
      name: 'members',
      key: 'memberId',
      columns: {
        memberId: 'uuid',
        fullName: 'text',
        birthYear: 'integer null',
        gender: 'text',
        kind: 'text',
        status: 'text',
        chapterId: 'uuid',
        unitId: 'uuid',
        regular: 'boolean',
        core: 'boolean',
        categories: 'text[]',
        duesPaid: 'text[]',
        partyStatus: 'text',
        admittedAt: 'date',
        endedAt: 'date null',
        endReason: 'text null',
        streamVersion: 'integer',
      },
      derived: ['name_folded text NOT NULL GENERATED ALWAYS AS (read.vn_fold(full_name)) STORED'],
      indexes: (table) => [
        `CREATE INDEX ON ${table} USING gin (name_folded public.gin_trgm_ops)`,
        `CREATE INDEX ON ${table} (chapter_id)`,
        `CREATE INDEX ON ${table} (unit_id)`,
      ],
      keysOf: (event) => [memberKeyOf(event)],
      evolve: (row, event, _key, { streamVersion }) => evolveMemberRow(row, { ...event, streamVersion }),
    }),
  ],
});
