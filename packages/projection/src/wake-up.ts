/**
 * Tells readers in this process that some checkpoint may have moved, so that they look at once instead of at
 * their next poll. It carries no data: who is woken for nothing looks and waits again.
 */
const sleepers = new Set<() => void>();
let count = 0;

export const wakeReaders = (): void => {
  count += 1;
  for (const wake of [...sleepers]) wake();
};

/** Wake-ups so far: to be taken before one looks, so that a wake-up during the look is not slept through. */
export const wakeUps = (): number => count;

/** Resolves at the first wake-up after the `seen` ones, after `ms` milliseconds, or when the signal is aborted. */
export const sleepUntilWoken = (ms: number, seen: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      sleepers.delete(done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    sleepers.add(done);
    signal?.addEventListener('abort', done);
    if (count !== seen || signal?.aborted) done();
  });
