import type { EventStore, Position, RecordedEvent, StopSignal } from '@sohoi/event-store';
import { openStretch } from './log-stretch.js';
import type { Reader, Stretch } from './log-stretch.js';

export type SharedLogOptions = {
  /** Events held for readers that are behind the foremost one of their stretch; then those are left behind. */
  readonly held?: number;
  /** Milliseconds that the foremost reader waits for those before they are left behind. */
  readonly patience?: number;
};

/** Enough for a few of the batches that a reader far behind the log's end gets. */
const HELD = 16_000;
/** Waiting is cheaper than fetching and parsing everything again for whoever is left behind. Nobody waits at the log's end. */
const PATIENCE = 10_000;

/**
 * The same log for many readers of one process. Those that follow it near each other share one subscription, and each
 * event is fetched and parsed once: at the log's end all of them do, and while they catch up those that stand at most
 * `held` events apart. One that falls further behind gets a subscription of its own, and joins the others when it has
 * caught up. An error reaches all readers of its subscription, each after everything before it.
 *
 * Readers get the very same objects, and must not alter them.
 */
export const sharedLog = (
  store: EventStore,
  { held = HELD, patience = PATIENCE }: SharedLogOptions = {},
): EventStore => {
  const stretches = new Set<Stretch>();
  /** Of readers at the end of theirs: another one may have come as far. */
  const waiting = new Set<() => void>();

  const onGrown = (): void => {
    if (stretches.size > 1) for (const wake of waiting) wake();
  };
  const onEnd = (stretch: Stretch): void => void stretches.delete(stretch);

  /** Ends when there is more, when another stretch has grown, or as soon as the signal is aborted. */
  const moreOf = (stretch: Stretch, signal: StopSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      waiting.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
      void stretch.more().then(done);
    });

  const join = (reader: Reader): Stretch => {
    const found = covering(stretches, reader.at);
    const stretch = found ?? openStretch(store, reader.at, { held, patience, onGrown, onEnd });
    if (!found) stretches.add(stretch);
    stretch.readers.add(reader);
    return stretch;
  };

  async function* subscribe(after: Position, signal: StopSignal): AsyncGenerator<readonly RecordedEvent[]> {
    const reader: Reader = { at: after };
    let stretch: Stretch | undefined;
    try {
      while (!signal.aborted) {
        if (!stretch?.covers(reader.at)) {
          stretch?.leave(reader);
          stretch = join(reader);
        }
        const events = stretch.after(reader.at);
        if (events.length > 0) {
          yield events;
          stretch.moved(reader, events.at(-1)?.position ?? reader.at);
          continue;
        }
        const { outcome } = stretch;
        if (outcome) {
          if ('error' in outcome) throw outcome.error;
          return;
        }
        if ((covering(stretches, reader.at) ?? stretch) === stretch) await moreOf(stretch, signal);
        else {
          stretch.leave(reader);
          stretch = join(reader);
        }
      }
    } finally {
      stretch?.leave(reader);
    }
  }

  return {
    append: (stream, expectedVersion, events) => store.append(stream, expectedVersion, events),
    readStream: (stream, options) => store.readStream(stream, options),
    readAt: (positions) => store.readAt(positions),
    readAll: (after) => store.readAll(after),
    head: () => store.head(),
    subscribe,
  };
};

/** The oldest one, so that all readers at the log's end come to share one. */
const covering = (stretches: Iterable<Stretch>, at: Position): Stretch | undefined => {
  for (const stretch of stretches) if (!stretch.outcome && stretch.covers(at)) return stretch;
  return undefined;
};
