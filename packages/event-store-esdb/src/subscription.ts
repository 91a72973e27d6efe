import { START } from '@eventstore/db-client';
import type { AllStreamResolvedEvent, AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import { pauseBefore } from '@sohoi/event-store';
import type { Position, RecordedEvent, StopSignal } from '@sohoi/event-store';
import type { Connection } from './connection.js';
import { EsdbUnavailable, ours, troubleOf } from './errors.js';
import type { LogTrouble } from './errors.js';
import { atPlace, isBeyond, ownEvent, readRaw } from './read.js';
import type { Links, Raw } from './read.js';
import { logPositionOf } from './position.js';
import type { LogPosition } from './position.js';

/**
 * The states of a subscription:
 *
 *   connecting → behind, live   the server has answered
 *   behind → live       the end of the log was reached
 *   live → behind       the reader is slower than the log: what waited for it is dropped, and read again in pages
 *   any → connecting    the connection was lost or fell silent; tried again after a pause, on another client
 *   any → failed        what no other try can mend: a login, an event that cannot be read. Its reader gets the error
 *   any → ended         the signal was aborted, or the reader left
 */
export type SubscriptionState = 'connecting' | 'behind' | 'live' | 'failed' | 'ended';

export type SubscriptionStatus = {
  readonly state: SubscriptionState;
  /** The last event that its reader has got; where it goes on from. */
  readonly delivered: Position;
  /** Why it is connecting anew or has failed; null if nothing is wrong. */
  readonly why: string | null;
  /** The same in one of a few words. */
  readonly trouble: LogTrouble | null;
  /** Connections lost since the last event or the last time that the end was reached. */
  readonly attempts: number;
};

export type Timings = {
  /** Milliseconds that the server has to say who it is. */
  readonly answerMs: number;
  /** Milliseconds that the server has to confirm a subscription. */
  readonly confirmMs: number;
  /** Milliseconds without an event after which a live subscription is given up, and the log itself is looked at. */
  readonly quietMs: number;
  /** Milliseconds before the n-th try anew, from 1. */
  readonly pauseBefore: (attempt: number) => number;
};

export const TIMINGS: Timings = {
  answerMs: 10_000,
  confirmMs: 10_000,
  quietMs: 20_000,
  pauseBefore: (attempt) => pauseBefore(attempt, { first: 100, most: 5000 }, Math.random),
};

export type FollowOptions = {
  readonly connection: Connection;
  readonly links: Links;
  readonly timings: Timings;
  readonly report: (status: SubscriptionStatus) => void;
};

/** Events of one page; also the most that wait for a reader who is slower than the log. */
const PAGE = 500;

/**
 * Everything after a position, for ever, each event once and in order, whatever becomes of server and connections.
 * Far from the end it reads pages, and the next only when its reader asks; at the end it subscribes. What the reader
 * has got is the only place that it ever resumes from, and what is not beyond that is passed over.
 */
export async function* follow(
  after: Position,
  signal: StopSignal,
  { connection, links, timings, report }: FollowOptions,
): AsyncGenerator<readonly RecordedEvent[]> {
  let reached = logPositionOf(after);
  const status = {
    state: 'connecting' as SubscriptionState,
    delivered: after,
    why: null as string | null,
    trouble: null as LogTrouble | null,
    attempts: 0,
  };
  const become = (state: SubscriptionState, error?: unknown): void => {
    const why = error === undefined ? null : asError(error).message;
    if (status.state === state && status.why === why) return;
    Object.assign(status, { state, why, trouble: error === undefined ? null : troubleOf(error) });
    report({ ...status });
  };
  /** Hands over what can be read, up to the first event that cannot: its error comes when the next is asked for. */
  const deliver = function* (page: readonly Raw[]): Generator<readonly RecordedEvent[]> {
    const { events, error } = readable(page);
    const last = events.at(-1);
    if (last) {
      status.delivered = last.position;
      status.attempts = 0;
      yield events;
    }
    if (error) throw error;
    reached = page.at(-1)?.at ?? reached;
  };

  report({ ...status });
  try {
    while (!signal.aborted) {
      const client = connection.current();
      try {
        const page = await orStopped(readRaw(client, reached, PAGE, links), signal);
        if (!page) break;
        const atEnd = page.length < PAGE;
        if (!atEnd || status.state === 'connecting') become('behind');
        for (const batch of deliver(page)) {
          yield batch;
          if (signal.aborted) break;
        }
        if (!atEnd || signal.aborted) continue;
        const live = subscribe(client, reached, links);
        try {
          if ((await live.next(signal, timings.confirmMs)) === 'quiet')
            throw new EsdbUnavailable('no subscription was confirmed');
          become('live');
          status.attempts = 0;
          for (let more = live.take(); more !== 'ended'; more = live.take()) {
            for (const batch of deliver(onward(more, reached))) {
              yield batch;
              if (signal.aborted) break;
            }
            if (signal.aborted) break;
            const came = await live.next(signal, timings.quietMs);
            if (came === 'quiet') break;
          }
          if (live.overflowed()) become('behind');
        } finally {
          live.end();
        }
      } catch (caught) {
        const error = ours(atPlace(caught, reached));
        if (!(error instanceof EsdbUnavailable)) throw error;
        connection.renew(client);
        status.attempts += 1;
        become('connecting', error);
        await orStopped(pause(timings.pauseBefore(status.attempts)), signal);
      }
    }
    become('ended');
  } catch (error) {
    become('failed', error);
    throw error;
  } finally {
    if (status.state !== 'failed') become('ended');
  }
}

/** What stands beyond a place, each once: after a reconnection the server may send some again. */
const onward = (page: readonly Raw[], after: LogPosition | undefined): readonly Raw[] => {
  let last = after;
  return page.filter(({ at }) => {
    if (last && !isBeyond(at, last)) return false;
    last = at;
    return true;
  });
};

/** Our events of a page, up to the first that cannot be read. */
export const readable = (page: readonly Raw[]): { events: RecordedEvent[]; error?: Error } => {
  const events: RecordedEvent[] = [];
  for (const raw of page) {
    try {
      const own = ownEvent(raw);
      if (own) events.push(own.event);
    } catch (error) {
      return { events, error: asError(error) };
    }
  }
  return { events };
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** A subscription of the client as something that is asked: what came since, and whether it goes on. */
type Live = {
  /** Resolves when something has come or it has ended or been confirmed; `quiet` if not within `ms`. */
  next(signal: StopSignal, ms: number): Promise<'came' | 'quiet'>;
  /**
   * What has come since the last time; `ended` after the last of it if more came than may wait.
   * @throws the error that ended it, after all that came before
   */
  take(): readonly Raw[] | 'ended';
  overflowed(): boolean;
  end(): void;
};

const subscribe = (client: EventStoreDBClient, after: LogPosition | undefined, links: Links): Live => {
  const subscription: AllStreamSubscription = client.subscribeToAll({
    fromPosition: after ?? START,
    resolveLinkTos: links === 'resolve',
  });
  let waiting: Raw[] = [];
  let news = false;
  let failure: Error | undefined;
  let overflow = false;
  let wake: () => void = () => undefined;
  const tell = (): void => {
    news = true;
    wake();
  };
  const end = (): void => {
    subscription.removeAllListeners('data');
    void subscription.unsubscribe().catch(() => undefined);
  };
  subscription.on('confirmation', tell);
  subscription.on('data', (resolved: AllStreamResolvedEvent) => {
    if (overflow) return;
    const original = resolved.link ?? resolved.event;
    if (original) waiting.push({ at: original.position, resolved });
    if (waiting.length >= PAGE) {
      overflow = true;
      end();
    }
    tell();
  });
  // Stays: after the first error there may come others, and unheard they would end the process.
  subscription.on('error', (error: unknown) => {
    failure ??= asError(error);
    tell();
  });
  const over = (): void => {
    failure ??= new EsdbUnavailable('EventStoreDB ended the subscription');
    tell();
  };
  subscription.on('end', over);
  subscription.on('close', over);

  return {
    next: async (signal, ms) => {
      if (!news && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wake, { once: true });
        });
        signal.removeEventListener('abort', wake);
      }
      const came = news || signal.aborted;
      news = false;
      return came ? 'came' : 'quiet';
    },
    take: () => {
      if (waiting.length > 0) {
        const taken = waiting;
        waiting = [];
        if (overflow || failure !== undefined) news = true;
        return taken;
      }
      if (overflow) return 'ended';
      if (failure !== undefined) throw failure;
      return [];
    },
    overflowed: () => overflow,
    end,
  };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Undefined if the signal was aborted first. */
const orStopped = async <T>(work: Promise<T>, signal: StopSignal): Promise<T | undefined> => {
  let stop: () => void = () => undefined;
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
