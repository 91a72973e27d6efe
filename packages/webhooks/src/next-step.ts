import { pauseBefore } from '@sohoi/event-store';
import type { Outcome } from './receivers.js';

/** How it stands with the message that is due. */
export type Trouble = {
  /** Tries without an answer, and refusals of a single event, in a row. */
  readonly attempts: number;
  readonly refusals: number;
  readonly failingSince: Date | null;
  /** Events at once. */
  readonly size: number;
};

export type Step =
  | { readonly to: 'go on'; readonly size: number }
  | { readonly to: 'try again'; readonly waitMs: number; readonly trouble: Trouble; readonly reason: string }
  | { readonly to: 'set aside'; readonly attempts: number; readonly reason: string }
  | { readonly to: 'pause'; readonly reason: string };

export type Policy = {
  /** Events of one message. */
  readonly most: number;
  /** Refusals after which a single event is set aside. */
  readonly refusals: number;
  /** Milliseconds for which a receiver may be away. */
  readonly awayMs: number;
  /** Pauses between tries. */
  readonly first: number;
  readonly longest: number;
};

const HOUR = 3_600_000;

/** A receiver is waited for longer than a day, so that one that answers 500 for a day loses nothing and needs nobody. */
export const POLICY: Policy = { most: 100, refusals: 5, awayMs: 72 * HOUR, first: 5_000, longest: HOUR };

/**
 * What follows a try. Who is away is waited for, with longer and longer pauses, and sends are paused in the end: the log keeps
 * what was not sent. What is refused is sent event by event, until it is known which one it is; that one is set aside.
 * @param events in the message
 * @param random from 0 to 1, another at each call
 */
export const nextStep = (
  outcome: Outcome,
  { events, trouble, now }: { readonly events: number; readonly trouble: Trouble; readonly now: Date },
  policy: Policy,
  random: () => number,
): Step => {
  const { attempts, refusals, size } = trouble;
  const failingSince = trouble.failingSince ?? now;
  const pause = (times: number): number => pauseBefore(times, { first: policy.first, most: policy.longest }, random);
  switch (outcome.kind) {
    case 'taken':
      return { to: 'go on', size: Math.min(size * 2, policy.most) };
    case 'gone':
      return { to: 'pause', reason: outcome.reason };
    case 'refused': {
      const { reason } = outcome;
      if (events > 1) {
        return { to: 'try again', waitMs: 0, trouble: { attempts, refusals: 0, failingSince, size: 1 }, reason };
      }
      const times = refusals + 1;
      if (times >= policy.refusals) return { to: 'set aside', attempts: attempts + times, reason };
      return {
        to: 'try again',
        waitMs: pause(times),
        trouble: { attempts, refusals: times, failingSince, size: 1 },
        reason,
      };
    }
    case 'away': {
      const { reason, retryAfterMs = 0 } = outcome;
      if (now.getTime() - failingSince.getTime() >= policy.awayMs) return { to: 'pause', reason };
      const times = attempts + 1;
      const waitMs = Math.min(Math.max(pause(times), retryAfterMs), policy.longest);
      return { to: 'try again', waitMs, trouble: { attempts: times, refusals, failingSince, size }, reason };
    }
  }
};
