import type { Publisher as Instance } from '@sohoi/contracts';
import type { EventStore, Position, StopSignal } from '@sohoi/event-store';
import { publicOf } from './events.projection.js';
import type { Publisher } from './publisher.js';
import { recordOf } from './record.js';
import { replayTopicSetting } from './topics.js';

const REPLAY_TOPIC = /^vwu\.replay\.[a-z0-9][a-z0-9-]{0,62}$/;

/** A topic that a replay may write to: never one of those that subscribers live on. */
export const isReplayTopic = (topic: string): boolean => REPLAY_TOPIC.test(topic);

/** How far a replay has come: what was read, what of it was public and sent, and where in the log that ends. */
export type Replayed = { readonly read: number; readonly sent: number; readonly position: Position };

export type ReplayOptions = {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly publisher: Publisher;
  readonly instance: Instance;
  /** One that `isReplayTopic`; made if it is missing. */
  readonly topic: string;
  /** Only events behind this position. */
  readonly after: Position;
  readonly signal: StopSignal;
  /** Told after each batch that Kafka has acknowledged. */
  readonly onProgress: (replayed: Replayed) => void;
};

/**
 * Sends the public events of the log once more, as they were sent, into a topic of their own, up to the end as of now or
 * until the signal. Another replay into the same topic ends this one.
 * @throws KafkaUnfit, RecordRefused; all that `onProgress` was told of is there
 */
export const replayInto = async (options: ReplayOptions): Promise<Replayed> => {
  const { store, publisher, instance, topic, after, signal, onProgress } = options;
  const term = await publisher.begin(topic, [replayTopicSetting(topic)]);
  let replayed: Replayed = { read: 0, sent: 0, position: after };
  for await (const batch of store.readAll(after)) {
    if (signal.aborted) break;
    const events = publicOf(batch, instance);
    await term.publish(
      events.map((event) => recordOf(topic, event)),
      () => Promise.resolve(),
    );
    const position = batch.at(-1)?.position ?? replayed.position;
    replayed = { read: replayed.read + batch.length, sent: replayed.sent + events.length, position };
    onProgress(replayed);
  }
  return replayed;
};
