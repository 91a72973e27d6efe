import type { CloudEvent } from '@sohoi/contracts';

/** A record as Kafka keeps it; a `value` of null is a tombstone, for compacted topics alone. */
export type Outgoing = {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null;
};

/**
 * A CloudEvent in binary mode (its binding to Kafka): attributes in `ce_` headers, data in the value. The same event gives
 * the same bytes, now and in a replay.
 */
export const recordOf = (topic: string, { data, datacontenttype, ...attributes }: CloudEvent): Outgoing => ({
  topic,
  key: attributes.partitionkey,
  headers: {
    'content-type': datacontenttype,
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)])),
  },
  value: JSON.stringify(data),
});
