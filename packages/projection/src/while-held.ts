import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds after the loss of a lease by which its work has ended, unless it hangs. */
const HANGS = 1000;

/**
 * Once the lease is lost, what still fails is of no account, and what does not end hangs: it is left alone, and whatever
 * it may yet do is fenced off by the token.
 */
export const whileHeld = async (work: Promise<void>, lost: AbortSignal): Promise<void> => {
  const left = new AbortController();
  const hangs = new Promise<void>((resolve) => {
    const wait = (): void => void pause(HANGS, left.signal).then(resolve);
    lost.addEventListener('abort', wait, { signal: left.signal });
    if (lost.aborted) wait();
  });
  try {
    await Promise.race([work, hangs]);
  } catch (error) {
    if (!lost.aborted) throw error;
  } finally {
    left.abort();
    work.catch(() => undefined);
  }
};

/** Ends without an error when the signal is aborted. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
