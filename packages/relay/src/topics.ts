import { checkpointTopic, stateTopic, topics as eventTopics } from '@sohoi/contracts';

/** A topic as it must be. What is written here is set when the topic is made, and demanded of one that is there. */
export type TopicSetting = {
  readonly topic: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
};

const DAY = 86_400_000;

/** History is kept whole: never compacted, for that keeps the last event of a key alone. */
const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };

export const STATE_TOPIC = stateTopic.address;
export const CHECKPOINT_TOPIC = checkpointTopic.address;

export const eventTopicSettings: readonly TopicSetting[] = Object.values(eventTopics).map(
  ({ address, partitions }) => ({
    topic: address,
    partitions,
    config: forEver,
  }),
);

/** A tombstone stays longer than the slowest reader takes from the beginning to the end. */
export const stateTopicSetting: TopicSetting = {
  topic: STATE_TOPIC,
  partitions: stateTopic.partitions,
  config: Object.fromEntries(Object.entries(stateTopic.config).map(([name, value]) => [name, String(value)])),
};

export const checkpointTopicSetting: TopicSetting = {
  topic: CHECKPOINT_TOPIC,
  partitions: checkpointTopic.partitions,
  config: forEver,
};

/** Of a replay: gone by itself after a fortnight. */
export const replayTopicSetting = (topic: string): TopicSetting => ({
  topic,
  partitions: eventTopics.membership.partitions,
  config: { 'cleanup.policy': 'delete', 'retention.ms': String(14 * DAY) },
});
