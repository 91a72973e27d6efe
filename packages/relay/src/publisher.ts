import type { Outgoing } from './record.js';
import type { TopicSetting } from './topics.js';

/** Kafka is away, does not answer in time, or is not as it must be: the same work may succeed once that is over. */
export class KafkaUnfit extends Error {
  override readonly name = 'KafkaUnfit';
  /** Tried again, see `isOutage`. */
  readonly passing = true;
}

/** The broker will never take this record: it is too large, or not allowed in its topic. */
export class RecordRefused extends Error {
  override readonly name = 'RecordRefused';
}

/** One tenure of a sender. */
export type Term = {
  /**
   * Publishes in order, all or none of them visible, and answers once every replica that is in sync has them.
   * @param between called between any two steps, of some seconds each, for whoever must show that it is alive
   * @throws KafkaUnfit, RecordRefused; nothing is visible then, unless the answer was lost
   */
  publish(records: readonly Outgoing[], between: () => Promise<unknown>): Promise<void>;
};

/** The way to the broker. */
export type Publisher = {
  /**
   * Begins a term under this name, and ends any other of that name, whatever process it is in: what that one still has
   * under way is refused. The topics are made, or held against their settings.
   * @param between as `publish` calls it
   * @throws KafkaUnfit
   */
  begin(name: string, topics: readonly TopicSetting[], between?: () => Promise<unknown>): Promise<Term>;
  close(): Promise<void>;
};
