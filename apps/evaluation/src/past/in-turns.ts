import { setImmediate } from 'node:timers/promises';
import type { InSteps } from '@sohoi/standings';

/** Milliseconds of one turn. */
const TURN_MS = 20;

/** Does the steps a few at a time, so that other requests are answered in between. */
export const inTurns = async <T>(steps: InSteps<T>): Promise<T> => {
  for (;;) {
    const until = performance.now() + TURN_MS;
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (performance.now() < until);
    await setImmediate();
  }
};
