import type { Position, StopSignal } from '@sohoi/event-store';

/**
 * Tells subscriptions when the log has grown: at once for appends of this process, by polling for those of others.
 * One poll serves all who wait, and nobody polls when nobody waits. The pause between polls doubles from 5 to
 * 100 ms while nothing happens.
 */
export type HeadWatch = {
  /** The log's end is known to be at least here. */
  advance(position: Position): void;
  /** Resolves when the log has grown beyond `after`, or the signal is aborted, or the poll failed (it rejects). */
  untilBeyond(after: Position, signal: StopSignal): Promise<void>;
  close(): void;
};

const SHORTEST_MS = 5;
const LONGEST_MS = 100;

type Sleeper = { readonly after: Position; readonly wake: (error?: unknown) => void };

export const createHeadWatch = (readHead: () => Promise<Position>): HeadWatch => {
  const sleepers = new Set<Sleeper>();
  let head: Position = '';
  let pause = SHORTEST_MS;
  let timer: NodeJS.Timeout | undefined;
  let polling = false;

  const wakeAll = (error?: unknown): void => {
    for (const sleeper of [...sleepers]) if (error !== undefined || head > sleeper.after) sleeper.wake(error);
  };

  const advance = (position: Position): void => {
    if (position <= head) return;
    head = position;
    pause = SHORTEST_MS;
    wakeAll();
  };

  const poll = async (): Promise<void> => {
    polling = true;
    try {
      advance(await readHead());
    } catch (error) {
      wakeAll(error);
    }
    polling = false;
    schedule();
  };

  const schedule = (): void => {
    if (timer || polling || sleepers.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      pause = Math.min(pause * 2, LONGEST_MS);
      if (sleepers.size > 0) void poll();
    }, pause);
  };

  return {
    advance,
    untilBeyond: (after, signal) =>
      new Promise((resolve, reject) => {
        if (head > after || signal.aborted) {
          resolve();
          return;
        }
        const wake = (error?: unknown): void => {
          sleepers.delete(sleeper);
          signal.removeEventListener('abort', stop);
          if (error === undefined) resolve();
          else reject(error);
        };
        const stop = (): void => wake();
        const sleeper = { after, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', stop);
        schedule();
      }),
    close: () => clearTimeout(timer),
  };
};
