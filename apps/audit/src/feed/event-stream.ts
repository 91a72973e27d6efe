import { once } from 'node:events';
import type { CloudEvent } from '@sohoi/contracts';
import type { Response } from 'express';

/** A line of nothing now and then, so that proxies see that it lives; and how long a client may take no more. */
const BEAT = 15_000;
const PATIENCE = 30_000;

const lineOf = (event: CloudEvent): string =>
  `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** Waits until the client has taken what was sent. @returns false if it does not, or is gone */
const taken = async (response: Response, gone: AbortSignal): Promise<boolean> => {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(PATIENCE)]);
  return once(response, 'drain', { signal }).then(
    () => true,
    () => false,
  );
};

/**
 * Sends events as they come, with their `sequence` as id. What fails before the first of them is answered as a problem; no
 * more is read than the client takes.
 */
export const sendEvents = async (
  response: Response,
  { from, lasts }: { readonly from: string | undefined; readonly lasts: number },
  next: (after: string | undefined, timeout: number) => Promise<readonly CloudEvent[]>,
  gone: AbortSignal,
): Promise<void> => {
  const until = performance.now() + lasts;
  let after = from;
  let events = await next(after, 0);
  response
    .status(200)
    .set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write('retry: 1000\n\n');
  while (!gone.aborted && (events.length > 0 || performance.now() < until)) {
    const text = events.length === 0 ? ':\n\n' : events.map(lineOf).join('');
    if (!response.write(text) && !(await taken(response, gone))) {
      response.destroy();
      return;
    }
    after = events.at(-1)?.sequence ?? after;
    try {
      events = await next(after, Math.max(0, Math.min(BEAT, Math.round(until - performance.now()))));
    } catch {
      // It was answered already: the client comes again, and is told then.
      break;
    }
  }
  response.end();
};
