import type { CloudEvent } from './cloud-event.js';

/** What was received and is no event: kept as it came, with the reason. */
export type Unreadable = { readonly at: string; readonly received: string; readonly reason: string };

/** Events of one line of delivery, in its order. */
export type Batch = {
  /** The line: a feed, or a partition of a topic. Only inside of it is there an order. */
  readonly line: string;
  readonly events: readonly CloudEvent[];
  readonly unreadable: readonly Unreadable[];
  /** Where the line is behind this batch. */
  readonly place: string;
};

/** Takes effect of a batch; until it has ended nothing more is delivered of that line. */
export type Deliver = (batch: Batch) => Promise<void>;

/** Where events come from: at least once, in order for each subject. */
export type EventSource = {
  /** Whether it delivers all events of a subject that the subscriber may see, so that a gap can be told from a choice. */
  readonly whole: boolean;
  /**
   * Delivers until the signal: what is being delivered then is finished. Waits for a source that is away, and says so.
   * @param placeOf where a line was left; undefined for its beginning
   * @throws what no waiting mends: a wrong address, a right that is missing, a place that the source does not know
   */
  run(deliver: Deliver, placeOf: (line: string) => Promise<string | undefined>, signal: AbortSignal): Promise<void>;
};

/**
 * Events of the subject of one that is at hand: from behind the sequence of one that is known (from the first if none is) as
 * far as the one at hand at least, in order: what fills a gap.
 */
export type EventsOfSubject = (
  event: Pick<CloudEvent, 'source' | 'subject' | 'streamversion'>,
  behind: string | undefined,
  signal: AbortSignal,
) => Promise<readonly CloudEvent[]>;
