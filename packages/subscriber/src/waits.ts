import { setTimeout as sleep } from 'node:timers/promises';

const FIRST = 200;
const LONGEST = 30_000;

/** How long to wait before the next try, in ms: twice as long each time up to half a minute, and never all at once. */
export const waitBefore = (attempt: number): number =>
  Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 20)) * (0.5 + Math.random() / 2);

/** Waits, or ends early at the signal. */
export const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
