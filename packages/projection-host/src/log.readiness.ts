import { setTimeout as delay } from 'node:timers/promises';
import type { ReadinessCheck } from '@sohoi/nest';

/** A log, and what its engine tells of the readers that follow it. */
type Followed = {
  readonly engine: string;
  readonly store: { head(): Promise<string> };
  subscriptions(): readonly { readonly state: string }[];
};

/** Milliseconds after which a log that says nothing counts as away. */
const PATIENCE_MS = 5_000;

/**
 * Where the log ends, and what its engine says of each reader that follows it: connecting, behind, live or failed, and
 * why. Also while the log is away, which is when that is asked for: `head` is null then.
 */
export const logReadiness = (
  { engine, subscriptions, store }: Followed,
  patience: number = PATIENCE_MS,
): ReadinessCheck => ({
  name: 'log',
  check: async () => {
    const waiting = new AbortController();
    const silence = delay(patience, null, { signal: waiting.signal }).catch(() => null);
    const head = await Promise.race([store.head().catch(() => null), silence]);
    waiting.abort();
    const all = subscriptions();
    const ready = head !== null && all.every(({ state }) => state !== 'failed');
    return { ready, detail: { engine, head, subscriptions: all } };
  },
});
