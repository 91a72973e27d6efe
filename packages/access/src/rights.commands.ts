import { id, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { rightTerms } from './right.js';
import type { Right } from './right.js';
import type { Role } from './role.js';

/** Example ids; whoever they stand for does not exist. */
const commune = '0197a7c0-0000-7000-8000-0000000000a1';

/** The order in which topics are given does not matter. */
const topicsOnce = rightTerms.topics.overwrite((given) => [...new Set(given)].sort());

export const grantRight = z
  .strictObject({
    /** The client may choose the id of what it creates. */
    id: id.optional(),
    ...rightTerms,
    unitId: rightTerms.unitId.meta({ description: 'The unit whose subtree it covers; null: the whole organisation' }),
    capture: rightTerms.capture.meta({ description: 'May change what is there, too' }),
    sensitive: rightTerms.sensitive.default(false).meta({ description: 'May read sensitive fields of persons' }),
    mayGrant: rightTerms.mayGrant.default(false).meta({ description: 'May grant others as much as this, or less' }),
    topics: topicsOnce.default([]).meta({ description: 'What a subscriber may be sent; for no other role' }),
    from: plainDate.meta({ description: 'The first day' }),
    to: rightTerms.to.default(null).meta({ description: 'The last day; null: until withdrawn' }),
    reason: reason.optional(),
  })
  .meta({
    id: 'GrantRight',
    description: 'Grants an actor a role in the subtree of a unit, within what the granter herself may grant',
    example: {
      role: 'commune-cadre',
      unitId: commune,
      capture: true,
      sensitive: true,
      from: '2026-01-01',
      to: '2026-12-31',
      reason: 'Phân công cán bộ Hội LHPN xã',
    },
  });

export const withdrawRight = z.strictObject({ reason }).meta({
  id: 'WithdrawRight',
  description: 'Withdraws a right at once, whatever its last day',
  example: { reason: 'Chuyển công tác' },
});

export const revokeSessions = z.strictObject({ reason }).meta({
  id: 'RevokeSessions',
  description: 'Refuses all access tokens of an actor that were issued until now',
  example: { reason: 'Mất điện thoại' },
});

/** The bodies by command, for hosts and for documentation. */
export const rightsCommandBodies = {
  GrantRight: grantRight,
  WithdrawRight: withdrawRight,
  RevokeSessions: revokeSessions,
} as const;

/** Who gives or takes: what she was granted herself, and on which units. */
export type Granter = {
  readonly actorId: string;
  /** Granted and not withdrawn; the day decides which of them hold. */
  readonly rights: readonly Right[];
};

/** For each unit that the command is about, in today's tree: the unit itself and all units above it. */
export type UnitsAbove = { readonly [unitId: string]: readonly string[] };

/** What the host adds to a body: whose rights they are, who acts, the tree, and today's date in Việt Nam. */
type Added = {
  readonly actorId: string;
  readonly granter: Granter;
  readonly above: UnitsAbove;
  readonly at: string;
};

export type RightsCommand =
  | {
      readonly type: 'GrantRight';
      readonly data: Added & Omit<z.infer<typeof grantRight>, 'id'> & { readonly rightId: string };
    }
  | { readonly type: 'WithdrawRight'; readonly data: Added & { readonly rightId: string; readonly reason: string } }
  | {
      readonly type: 'RevokeSessions';
      /** `notBefore`: now, as an ISO 8601 instant in UTC. */
      readonly data: Added & { readonly reason: string; readonly notBefore: string };
    }
  /** The first rights of a ledger, which nobody can have granted; a host gives it only to a log without any right. */
  | {
      readonly type: 'FoundRights';
      readonly data: {
        readonly actorId: string;
        readonly rightIds: { readonly [R in Role]: string };
        readonly at: string;
      };
    };

/** One command by its type. */
export type RightsCommandOf<T extends RightsCommand['type']> = Extract<RightsCommand, { type: T }>;
