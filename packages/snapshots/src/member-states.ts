import type { MemberState } from '@sohoi/contracts';
import type { Column, TableSchema } from '@sohoi/exports';

/** Every field of the contract is a column of its name: one that has none does not compile. */
const columns: Readonly<Record<keyof MemberState, Omit<Column, 'name'>>> = {
  memberId: { type: 'text', description: 'opaque id' },
  status: { type: 'text', description: 'active, ended or annulled' },
  kind: { type: 'text', description: 'ordinary or honorary' },
  chapterId: { type: 'text', description: 'id of the chapter she belongs to; after the end, of the one she left' },
  unitId: { type: 'text', description: 'id of the commune of that chapter' },
  regular: { type: 'boolean', description: 'takes part regularly' },
  duesPaid: { type: 'list', description: 'half-years for which dues were paid, in order' },
  admittedAt: { type: 'date', description: 'the first admission or recognition' },
  endedAt: { type: 'date', description: 'the end or the annulment; empty while active' },
  sequence: { type: 'text', description: 'the last public event that is in it: its place in the whole log' },
  streamversion: { type: 'integer', description: 'the same event: its place among those of the member' },
};

export const memberStates: TableSchema = {
  name: 'member_states',
  description: 'One row for each member as the public events tell of her, by id; somebody who was erased has none.',
  columns: Object.entries(columns).map(([name, column]) => ({ name, ...column })),
};

/** What a snapshot says of itself, in this order. */
export const snapshotStampKeys = {
  dataset: '`member-states`',
  source: 'the `source` of the events that are in it, `urn:vwu:<instance>:membership`',
  asOfSequence: 'the last event of the log that the rows know of, public or not: the tail begins behind it',
  asOfRecordedAt: 'when the log took that event',
  writtenAt: 'when it was written, by the clock of the machine that wrote it',
} as const;
