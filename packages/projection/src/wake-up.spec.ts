import { describe, expect, it } from '@jest/globals';
import { sleepUntilWoken, wakeReaders, wakeUps } from './wake-up.js';

/** Longer than a test may take. */
const LONG = 40_000;

describe('a reader that waits', () => {
  it('is woken with all others', async () => {
    const waiting = [1, 2].map(() => sleepUntilWoken(LONG, wakeUps()));
    wakeReaders();
    await expect(Promise.all(waiting)).resolves.toHaveLength(2);
  });

  it('does not sleep through a wake-up that came while it looked', async () => {
    const seen = wakeUps();
    wakeReaders();
    await expect(sleepUntilWoken(LONG, seen)).resolves.toBeUndefined();
  });

  it('gets up by itself in the end', async () => {
    await expect(sleepUntilWoken(1, wakeUps())).resolves.toBeUndefined();
  });

  it('gets up when its caller gives up, before or while it sleeps', async () => {
    await expect(sleepUntilWoken(LONG, wakeUps(), AbortSignal.abort())).resolves.toBeUndefined();
    const leaving = new AbortController();
    const waiting = sleepUntilWoken(LONG, wakeUps(), leaving.signal);
    leaving.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
