import { cloudEventOf, evolveMemberState, memberOf } from '@sohoi/contracts';
import type { MemberState, Publisher } from '@sohoi/contracts';
import type { RecordedEvent } from '@sohoi/event-store';
import type { Row, TableSchema, TextRow } from '@sohoi/exports';

type Change = Parameters<typeof evolveMemberState>[1];

/** What the public events say of members, to be sorted by member. */
export const memberChanges: TableSchema = {
  name: 'member_changes',
  description: 'One row for each public event of a member, as far as her state is made of it.',
  columns: [
    { name: 'member_id', type: 'text', description: 'whose' },
    { name: 'sequence', type: 'text', description: 'its place in the whole log' },
    { name: 'event', type: 'text', description: 'what her state is made of, as JSON' },
  ],
};

export const changesIn = (batch: readonly RecordedEvent[], instance: Publisher): readonly Row[] =>
  batch.flatMap((stored) => {
    const event = cloudEventOf(stored, instance);
    const member = event && memberOf(event);
    if (!event || member === undefined) return [];
    const { type, sequence, streamversion, data } = event;
    return [{ member_id: member, sequence, event: JSON.stringify({ type, sequence, streamversion, data }) }];
  });

/** The state of each member that has one, of changes in the order of members and of the log. */
export async function* statesOf(changes: AsyncIterable<readonly TextRow[]>): AsyncGenerator<readonly MemberState[]> {
  let member: string | null | undefined;
  let state: MemberState | undefined;
  for await (const rows of changes) {
    const done: MemberState[] = [];
    for (const [of, , event] of rows) {
      if (of !== member) {
        if (state) done.push(state);
        [member, state] = [of, undefined];
      }
      state = evolveMemberState(state, JSON.parse(String(event)) as Change);
    }
    yield done;
  }
  if (state) yield [state];
}
