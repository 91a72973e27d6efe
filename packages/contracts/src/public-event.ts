import type { z } from 'zod';

/** Where subscribers find an event; each is one feed and one Kafka topic. */
export type Topic = 'organization' | 'membership' | 'training' | 'evaluation';

/** How a stored event is shown to subscribers. Within a major version only optional fields come and go. */
export type PublicEvent = {
  readonly topic: Topic;
  /** Without the major version: `vn.vwu.member.admitted`. */
  readonly name: string;
  readonly major: number;
  readonly minor: number;
  readonly says: { readonly vi: string; readonly en: string };
  /** Closed: of the stored data it names what may leave the house, and nothing else. */
  readonly schema: z.ZodObject;
};

export const typeOf = ({ name, major }: PublicEvent): string => `${name}.v${major}`;

export const schemaVersionOf = ({ major, minor }: PublicEvent): string => `${major}.${minor}`;

type Says = { readonly vi: string; readonly en: string };

/** The first version of an event: these fields of the stored one, as they are stored. */
export const publicly =
  (topic: Topic) =>
  <S extends z.ZodRawShape>(
    name: string,
    stored: z.ZodObject<S>,
    fields: readonly (keyof S & string)[],
    says: Says,
  ): PublicEvent => ({
    topic,
    name: `vn.vwu.${name}`,
    major: 1,
    minor: 0,
    says,
    schema: stored.pick(Object.fromEntries(fields.map((field) => [field, true])) as never),
  });
