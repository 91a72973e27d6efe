import { id, plainDate, reason, text } from '@sohoi/fields';
import { z } from 'zod';
import { EXTENSION_DAYS } from './clocks.js';
import { legalGround } from './legal-grounds.js';
import { requestChannel } from './person-request.events.js';
import type { RetentionHold } from './person.state.js';
import { requestKind } from './request-kind.js';
import type { WorkingCalendar } from './working-days.js';

const at = plainDate.meta({ description: 'The day on which it was true; never in the future' });

export const receiveRequest = z
  .strictObject({
    id: id.optional(),
    personId: id,
    unitId: id.meta({ description: 'The unit that answers' }),
    kind: requestKind,
    channel: requestChannel,
    wish: text(2000).meta({ description: 'What the person asks for, in her own words' }),
    at,
  })
  .meta({
    id: 'ReceiveRequest',
    description: 'Takes in what a person asks for about her own data; the clocks of the law start on that day',
    example: {
      personId: '0197a7c0-0000-7000-8000-000000000001',
      unitId: '0197a7c0-0000-7000-8000-0000000000a1',
      kind: 'erasure',
      channel: 'in-person',
      wish: 'Tôi đề nghị xóa dữ liệu cá nhân của tôi khỏi sổ của Hội',
      at: '2026-04-28',
    },
  });

export const acknowledgeRequest = z.strictObject({ at }).meta({
  id: 'AcknowledgeRequest',
  description: 'Records that the person was answered that the request is being dealt with',
  example: { at: '2026-04-29' },
});

export const extendRequest = z.strictObject({ days: z.int().min(1).max(EXTENSION_DAYS), reason, at }).meta({
  id: 'ExtendRequest',
  description: 'Extends the term of a request, once and by no more than 15 days; the person is told why',
  example: { days: 10, reason: 'Phải hỏi lại cơ quan lưu trữ', at: '2026-05-10' },
});

export const grantRequest = z.strictObject({ legalGround, at }).meta({
  id: 'GrantRequest',
  description: 'Grants a request; an erasure, a restriction or an objection takes effect with it',
  example: { legalGround: 'data-law-art-14', at: '2026-05-12' },
});

export const refuseRequest = z.strictObject({ legalGround, reason, at }).meta({
  id: 'RefuseRequest',
  description: 'Refuses a request on a legal ground and says why',
  example: { legalGround: 'archives-law', reason: 'Hồ sơ còn thời hạn lưu trữ', at: '2026-05-12' },
});

export const completeRequest = z.strictObject({ at }).meta({
  id: 'CompleteRequest',
  description: 'Records that what was granted has been done',
  example: { at: '2026-05-12' },
});

export const withdrawRequest = z.strictObject({ at }).meta({
  id: 'WithdrawRequest',
  description: 'Records that the person took the request back before it was decided',
  example: { at: '2026-05-04' },
});

/** The bodies by command, for hosts and for documentation. */
export const personRequestCommandBodies = {
  ReceiveRequest: receiveRequest,
  AcknowledgeRequest: acknowledgeRequest,
  ExtendRequest: extendRequest,
  GrantRequest: grantRequest,
  RefuseRequest: refuseRequest,
  CompleteRequest: completeRequest,
  WithdrawRequest: withdrawRequest,
} as const;

type Bodies = typeof personRequestCommandBodies;
type BodyOf<T extends keyof Bodies> = Omit<z.infer<Bodies[T]>, 'id'>;

/** What the host knows beside the body: the published days off, and what stands in the person's own stream. */
type Added = {
  ReceiveRequest: { calendar: WorkingCalendar; personErased: boolean };
  ExtendRequest: { calendar: WorkingCalendar };
  GrantRequest: { holds: readonly RetentionHold[] };
  /** Whether the person's stream holds that the erasure which was granted will never be carried out. */
  RefuseRequest: { erasureStopped: boolean };
};

/** Nobody asks for it: it follows from the erasure of the person. */
type LapseRequest = {
  readonly type: 'LapseRequest';
  readonly data: { readonly requestId: string; readonly by: string; readonly at: string };
};

type Asked = {
  [T in keyof Bodies]: {
    readonly type: T;
    readonly data: BodyOf<T> & { requestId: string; by: string } & (T extends keyof Added ? Added[T] : unknown);
  };
}[keyof Bodies];

export type PersonRequestCommand = Asked | LapseRequest;

export type PersonRequestCommandOf<T extends PersonRequestCommand['type']> = Extract<PersonRequestCommand, { type: T }>;
