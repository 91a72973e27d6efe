import type { CloudEvent } from './cloud-event.js';
import type { Batch, EventSource, EventsOfSubject } from './event-source.js';
import { withMissed } from './gaps.js';
import { subjectKey } from './inbox.js';
import type { Inbox, InboxTransaction } from './inbox.js';
import { reasonOf, tellOnStderr } from './notice.js';
import type { Tell } from './notice.js';
import { waitBefore, waitFor } from './waits.js';

export type Handle<Effects> = (event: CloudEvent, effects: Effects) => Promise<void> | void;

export type SubscriberOptions<Effects> = {
  readonly source: EventSource;
  readonly inbox: Inbox<Effects>;
  /** Writes the effect of one event with `effects`; what it does elsewhere may be done twice. */
  readonly handle: Handle<Effects>;
  /** Asked when the numbers of a subject skip; without it a gap is told and accepted. */
  readonly eventsOfSubject?: EventsOfSubject;
  /** So often an event is tried before it is set aside; 5 if left out. */
  readonly attempts?: number;
  /** Milliseconds before the nth try after the first; if left out from a fifth of a second to half a minute. */
  readonly pauseBefore?: (attempt: number) => number;
  readonly tell?: Tell;
};

export type Subscriber = {
  /** Until the signal: what is under way is finished, or left as if it had not begun. */
  run(signal: AbortSignal): Promise<void>;
  /**
   * Handles in order what waits of a subject, all or nothing; behind it the subject goes on by itself.
   * @returns how many events were handled
   * @throws what the handling of one of them throws; then everything waits on
   */
  retry(subject: Pick<CloudEvent, 'source' | 'subject'>): Promise<number>;
};

type Loaded = ReadonlyMap<string, string>;

/**
 * Takes each event of a source once: effect, what is known of the subject and how far the line is are written in one
 * transaction. An event that cannot be handled is set aside, with those behind it of the same subject, and the others go on.
 */
export const subscribe = <Effects>(options: SubscriberOptions<Effects>): Subscriber => {
  const {
    source,
    inbox,
    handle,
    eventsOfSubject,
    attempts = 5,
    pauseBefore = waitBefore,
    tell = tellOnStderr,
  } = options;

  /** Those not yet taken, in order; those of a subject that waits are put behind it. */
  const take = async (transaction: InboxTransaction<Effects>, events: readonly CloudEvent[]): Promise<void> => {
    const held = new Map(await transaction.hold(events));
    const taken: CloudEvent[] = [];
    for (const event of events) {
      const known = held.get(subjectKey(event)) ?? { version: 0, sequence: undefined, parked: false };
      if (event.streamversion <= known.version) continue;
      if (known.parked) await transaction.park({ ...event, event, reason: 'waits behind another', attempts: 0 });
      else await handle(event, transaction.effects);
      held.set(subjectKey(event), { ...known, version: event.streamversion, sequence: event.sequence });
      taken.push(event);
    }
    await transaction.took(taken);
  };

  /** By no fault of an event: the inbox is away, or was for a moment. */
  const isAway = async (error: unknown): Promise<boolean> => inbox.passes(error) || !(await inbox.answers());

  /** Waits while the inbox is away; what fails though it answers is thrown in the end. */
  const whileAway = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    for (let attempt = 1, waits = 0; ; waits += 1) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted) throw error;
        if (!(await isAway(error)) && (attempt += 1) > attempts) throw error;
        tell({ kind: 'waiting', for: 'the inbox', reason: reasonOf(error) });
        await waitFor(pauseBefore(waits), signal);
        signal.throwIfAborted();
      }
    }
  };

  const setAside = (event: CloudEvent, reason: string, signal: AbortSignal): Promise<void> => {
    tell({ kind: 'set-aside', event, reason });
    const aside = async (transaction: InboxTransaction<Effects>): Promise<void> => {
      const known = (await transaction.hold([event])).get(subjectKey(event));
      if (known && event.streamversion <= known.version) return;
      await transaction.park({ ...event, event, reason, attempts });
      await transaction.took([event]);
    };
    return whileAway(() => inbox.inTransaction(aside), signal);
  };

  /** Tries one event until it is taken or set aside; while the inbox itself is away no try counts. */
  const takeOne = async (event: CloudEvent, signal: AbortSignal): Promise<void> => {
    for (let attempt = 1, waits = 1; ; waits += 1) {
      try {
        return await inbox.inTransaction((transaction) => take(transaction, [event]));
      } catch (error) {
        const reason = reasonOf(error);
        if (signal.aborted) throw error;
        if (await isAway(error)) tell({ kind: 'waiting', for: 'the inbox', reason });
        else if (attempt >= attempts) return setAside(event, reason, signal);
        else tell({ kind: 'tried-again', event, attempt: attempt++, reason });
        await waitFor(pauseBefore(waits), signal);
        signal.throwIfAborted();
      }
    }
  };

  const untilItAnswers = async (reason: string, signal: AbortSignal): Promise<void> => {
    for (let attempt = 0; !(await inbox.answers()); attempt += 1) {
      tell({ kind: 'waiting', for: 'the inbox', reason });
      await waitFor(pauseBefore(attempt), signal);
      signal.throwIfAborted();
    }
  };

  const deliver = async (batch: Batch, loadedUpTo: Loaded, signal: AbortSignal): Promise<void> => {
    const { line, place, unreadable } = batch;
    const fresh = batch.events.filter((event) => event.sequence > (loadedUpTo.get(event.source) ?? ''));
    for (const { at, reason } of unreadable) tell({ kind: 'unreadable', at, reason });
    const knownOf = (asked: readonly CloudEvent[]) => whileAway(() => inbox.known(asked), signal);
    const events =
      eventsOfSubject && source.whole
        ? await withMissed(fresh, { known: knownOf, eventsOfSubject, tell, signal, loadedUpTo })
        : fresh;
    const ended = async (transaction: InboxTransaction<Effects>): Promise<void> => {
      await transaction.setAside(line, unreadable);
      await transaction.reached(line, place);
    };
    try {
      return await inbox.inTransaction(async (transaction) => {
        await take(transaction, events);
        await ended(transaction);
      });
    } catch (error) {
      await untilItAnswers(reasonOf(error), signal);
    }
    for (const event of events) await takeOne(event, signal);
    await whileAway(() => inbox.inTransaction(ended), signal);
  };

  return {
    retry: (subject) =>
      inbox.inTransaction(async (transaction) => {
        const letters = await transaction.parkedOf(subject);
        for (const { event } of letters) await handle(event, transaction.effects);
        await transaction.release(subject);
        return letters.length;
      }),
    run: async (signal) => {
      const loadedUpTo = await inbox.loadedUpTo();
      try {
        await source.run(
          (batch) => deliver(batch, loadedUpTo, signal),
          (line) => inbox.placeOf(line),
          signal,
        );
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
};
