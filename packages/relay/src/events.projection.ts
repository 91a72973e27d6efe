import { cloudEventOf, topics } from '@sohoi/contracts';
import type { CloudEvent, Publisher as Instance, Topic } from '@sohoi/contracts';
import type { RecordedEvent } from '@sohoi/event-store';
import type { Projection } from '@sohoi/projection';
import type { Publisher } from './publisher.js';
import { recordOf } from './record.js';
import { eventTopicSettings } from './topics.js';

/** `membership` of `urn:vwu:<instance>:membership`. */
const topicOf = ({ source }: CloudEvent): Topic => source.slice(source.lastIndexOf(':') + 1) as Topic;

export const addressOf = (event: CloudEvent): string => topics[topicOf(event)].address;

/** The public ones among stored events, in their order. */
export const publicOf = (batch: readonly RecordedEvent[], instance: Instance): readonly CloudEvent[] =>
  batch.flatMap((stored) => cloudEventOf(stored, instance) ?? []);

/**
 * Sends every public event to its topic. It has no tables: what it writes is in Kafka, and its checkpoint moves in a
 * transaction that ends after Kafka has acknowledged. So nothing is lost, what comes twice is the same event, and of two
 * relays the one with the lease works.
 */
export const relayEvents = (publisher: Publisher, instance: Instance): Projection => ({
  name: 'relay-events',
  version: 1,
  tables: [],
  outward: true,
  open: async (opening) => {
    const term = await publisher.begin('events', eventTopicSettings, () => opening.query('SELECT 1'));
    return {
      apply: (client, batch) =>
        term.publish(
          publicOf(batch, instance).map((event) => recordOf(addressOf(event), event)),
          () => client.query('SELECT 1'),
        ),
    };
  },
});
