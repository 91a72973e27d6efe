import { id, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { legalGround } from './legal-grounds.js';
import type { LegalGround } from './legal-grounds.js';

const at = plainDate.meta({ description: 'The day on which it was true; never in the future' });

const exampleUnit = '0197a7c0-0000-7000-8000-0000000000a1';

const unitId = id.meta({ description: 'The unit that answers' });

export const placeRetentionHold = z
  .strictObject({
    id: id.optional(),
    unitId,
    legalGround,
    until: plainDate.nullable().default(null).meta({ description: 'Its last day; null: until it is lifted' }),
    reason,
    at,
  })
  .meta({
    id: 'PlaceRetentionHold',
    description: 'Keeps the data of a person because another law demands it: they cannot be erased meanwhile',
    example: {
      unitId: exampleUnit,
      legalGround: 'retention-table',
      until: '2033-12-31',
      reason: 'Hồ sơ quy hoạch cán bộ, thời hạn lưu trữ 10 năm',
      at: '2026-04-28',
    },
  });

export const liftRetentionHold = z.strictObject({ unitId, reason, at }).meta({
  id: 'LiftRetentionHold',
  description: 'Ends a hold before its last day',
  example: { unitId: exampleUnit, reason: 'Hồ sơ đã nộp vào lưu trữ lịch sử', at: '2026-05-10' },
});

export const liftRestriction = z.strictObject({ unitId, reason, at }).meta({
  id: 'LiftRestriction',
  description: 'Ends the restriction that a person had asked for',
  example: { unitId: exampleUnit, reason: 'Người yêu cầu đồng ý cho xử lý trở lại', at: '2026-05-10' },
});

/** The bodies by command, for hosts and for documentation. */
export const personCommandBodies = {
  PlaceRetentionHold: placeRetentionHold,
  LiftRetentionHold: liftRetentionHold,
  LiftRestriction: liftRestriction,
} as const;

type Subject = { readonly personId: string; readonly unitId: string; readonly by: string };
type BodyOf<B extends z.ZodType> = Omit<z.infer<B>, 'id'>;

/** What a granted request brings about. */
type OfGrant = Subject & { readonly requestId: string; readonly legalGround: LegalGround; readonly at: string };

/** The day on which it is decided whether a hold is in force, `yyyy-mm-dd`; no event keeps it. */
type Deciding = { readonly on: string };

export type PersonCommand =
  | { readonly type: 'ErasePerson'; readonly data: OfGrant & Deciding }
  /** Gives up an erasure that was granted, because a hold stops it. */
  | {
      readonly type: 'StopErasure';
      readonly data: Subject & Deciding & { readonly requestId: string; readonly at: string };
    }
  | { readonly type: 'RestrictProcessing'; readonly data: OfGrant }
  | { readonly type: 'LiftRestriction'; readonly data: Subject & BodyOf<typeof liftRestriction> }
  | {
      readonly type: 'PlaceRetentionHold';
      readonly data: Subject & { readonly holdId: string } & BodyOf<typeof placeRetentionHold>;
    }
  | {
      readonly type: 'LiftRetentionHold';
      readonly data: Subject & { readonly holdId: string } & BodyOf<typeof liftRetentionHold>;
    };

export type PersonCommandOf<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;
