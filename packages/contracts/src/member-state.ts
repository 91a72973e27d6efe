import { id, plainDate } from '@sohoi/fields';
import { halfYear, memberKind } from '@sohoi/membership/events';
import { z } from 'zod';
import type { CloudEvent } from './cloud-event.js';

/**
 * A member as the public events tell of her, and no more: what the compacted state topic and a snapshot hold. Somebody whose
 * data were erased has none.
 */
export const memberState = z.strictObject({
  memberId: id,
  status: z.enum(['active', 'ended', 'annulled']),
  kind: memberKind,
  /** The chapter she belongs to; after the end, the one she left. */
  chapterId: id,
  unitId: id,
  regular: z.boolean(),
  /** Half-years for which dues were paid, in order. */
  duesPaid: z.array(halfYear),
  /** The first admission or recognition. */
  admittedAt: plainDate,
  endedAt: plainDate.nullable(),
  /** Of the last event that is in it: its place in the whole log. */
  sequence: z.string(),
  /** Of the same event: its place among those of the member. */
  streamversion: z.int().min(1),
});
export type MemberState = z.infer<typeof memberState>;

const of = (name: string): string => `vn.vwu.member.${name}.v1`;

const ENTERED = new Map([
  [of('admitted'), 'ordinary'],
  [of('honorary-recognised'), 'honorary'],
] as const);

const including = (list: readonly string[], entry: string): string[] =>
  list.includes(entry) ? [...list] : [...list, entry].sort();

type Data = {
  readonly memberId: string;
  readonly chapterId: string;
  readonly unitId: string;
  readonly at: string;
  readonly to: Pick<MemberState, 'chapterId' | 'unitId'>;
  readonly regular: boolean;
  readonly halfYear: string;
  readonly kind: MemberState['kind'];
};

const changeOf = (state: MemberState, type: string, data: Data): Partial<MemberState> => {
  switch (type) {
    case of('transferred'):
      return { chapterId: data.to.chapterId, unitId: data.to.unitId };
    case of('participation-recorded'):
      return { regular: data.regular };
    case of('dues-recorded'):
      return { duesPaid: including(state.duesPaid, data.halfYear) };
    case of('ended'):
      return { status: 'ended', endedAt: data.at };
    case of('honorary-annulled'):
      return { status: 'annulled', endedAt: data.at };
    case of('reinstated'): {
      const { chapterId, unitId, kind } = data;
      return { status: 'active', endedAt: null, regular: false, kind, chapterId, unitId };
    }
    default:
      return {};
  }
};

/** Id of the member whose state an event changes; undefined for an event of something else. */
export const memberOf = ({
  subject,
  type,
  partitionkey,
}: Pick<CloudEvent, 'subject' | 'type' | 'partitionkey'>): string | undefined =>
  subject.startsWith('member/') || type === of('erased') ? partitionkey : undefined;

/**
 * The state after one more public event of the member; undefined if she has none, as after her erasure. An event that is
 * in the state already changes nothing, and none makes a state but an admission or a recognition.
 */
export const evolveMemberState = (
  state: MemberState | undefined,
  event: Pick<CloudEvent, 'type' | 'sequence' | 'streamversion' | 'data'>,
): MemberState | undefined => {
  const { type, sequence, streamversion } = event;
  if (type === of('erased')) return undefined;
  if (state && sequence <= state.sequence) return state;
  const data = event.data as unknown as Data;
  const kind = ENTERED.get(type);
  if (kind) {
    const { memberId, chapterId, unitId, at } = data;
    const fresh = { status: 'active', regular: false, duesPaid: [], admittedAt: at, endedAt: null } as const;
    return { memberId, ...fresh, duesPaid: [], kind, chapterId, unitId, sequence, streamversion };
  }
  return state && { ...state, ...changeOf(state, type, data), sequence, streamversion };
};
