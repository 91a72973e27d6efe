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
export const recordOf = (topic: string, event: CloudEvent): Outgoing => {
  const headers: Record<string, string> = { 'content-type': event.datacontenttype };
  for (const [name, value] of Object.entries(event)) {
    if (name !== 'data' && name !== 'datacontenttype') headers[`ce_${name}`] = String(value);
  }
  return { topic, key: event.partitionkey, headers, value: JSON.stringify(event.data) };
};
