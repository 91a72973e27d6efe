import { id, plainDate } from '@sohoi/fields';
import { z } from 'zod';
import { role, topic, topics } from './role.js';

/** Who acts: the `sub` of the access token, a person or a service account. Opaque; OpenID Connect has it in ASCII. */
export const actorId = z.string().regex(/^[\x21-\x7e]{1,200}$/, { error: 'actor-id' });

/** What a right consists of, apart from its id. */
export const rightTerms = {
  role,
  /** The unit whose subtree the right covers; null: the whole organisation. */
  unitId: id.nullable(),
  /** Whether what is there may be changed too, not only seen. */
  capture: z.boolean(),
  /** Whether sensitive fields of persons may be read. */
  sensitive: z.boolean(),
  /** Whether the holder may grant others as much as this, or less. */
  mayGrant: z.boolean(),
  /** In order, each once; for subscribers only. */
  topics: z.array(topic).max(topics.length),
  /** The first day. */
  from: plainDate,
  /** The last day; null: until withdrawn. */
  to: plainDate.nullable(),
};

/** Stands for the whole organisation where an index needs the id of a unit; no unit has it. */
export const WHOLE_ORGANISATION = '00000000-0000-0000-0000-000000000000';

/** A role in a unit's subtree between two days. */
export const right = z.strictObject({ rightId: id, ...rightTerms });
export type Right = z.infer<typeof right>;

/** Whether the right holds on a day, `yyyy-mm-dd`; first and last day included. */
export const holdsOn = ({ from, to }: Pick<Right, 'from' | 'to'>, day: string): boolean =>
  from <= day && (to === null || day <= to);

/** The rights that hold today, `yyyy-mm-dd`. */
export const validRights = (rights: readonly Right[], today: string): readonly Right[] =>
  rights.filter((one) => holdsOn(one, today));
