import { pauseBefore } from '@sohoi/event-store';
import type { Position, RecordedEvent, StopSignal } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { isConnectionLost } from './errors.js';
import type { HeadWatch } from './head-watch.js';
import { numberOf } from './position.js';
import { parsePage, readPage } from './read-page.js';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Events of one round trip: so many that it costs little, so few that memory stays flat. */
const PAGE = 8000;

/** Events handed over at once. */
const BATCH = 500;

/** The same to who follows the log, and writes rows of each batch: who is far behind writes fewer, larger ones. */
const FOLLOWED = 4000;

/** All events after a position up to the end as of now; the next page comes while the reader works on this one. */
export async function* readRange(
  pool: Pool,
  after: Position,
  readHead: () => Promise<Position>,
): AsyncGenerator<readonly RecordedEvent[]> {
  let start = numberOf(after);
  const end = numberOf(await readHead());
  const fetch = (): Promise<Buffer> | undefined => {
    if (start >= end) return undefined;
    const page = readPage(pool, start, Number(min(BigInt(PAGE), end - start)));
    start += BigInt(PAGE);
    // If the reader stops, nobody waits for this page any more.
    page.catch(() => undefined);
    return page;
  };
  for (let next = fetch(); next;) {
    const page = await next;
    next = fetch();
    for (const batch of parsePage(page, BATCH)) {
      yield batch;
      // Lets the bytes of the next page in, and others have their turn.
      await nextTurn();
    }
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const NOTHING = Buffer.alloc(0);
const PAUSES = { first: 100, most: 5000 };

/**
 * As `readRange`, then on and on. States: *behind* (reads pages), *at the end* (waits for the watch), *cut off*
 * (the connection was lost: waits ever longer, then goes on where it was). Any other error ends it.
 */
export async function* followLog(
  pool: Pool,
  after: Position,
  signal: StopSignal,
  watch: HeadWatch,
): AsyncGenerator<readonly RecordedEvent[]> {
  numberOf(after);
  for (let position = after, failures = 0; !signal.aborted;) {
    let page: Buffer = NOTHING;
    try {
      page = await readPage(pool, numberOf(position), PAGE);
      if (page.length === 0) await watch.untilBeyond(position, signal);
      failures = 0;
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      failures += 1;
      await pause(pauseBefore(failures, PAUSES, Math.random), signal);
    }
    for (const batch of parsePage(page, FOLLOWED)) {
      if (signal.aborted) return;
      yield batch;
      position = batch.at(-1)?.position ?? position;
    }
  }
}

const pause = (ms: number, signal: StopSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
