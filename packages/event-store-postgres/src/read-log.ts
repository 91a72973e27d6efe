import type { Position, RecordedEvent, StopSignal } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { isConnectionLost } from './errors.js';
import type { HeadWatch } from './head-watch.js';
import { numberOf } from './position.js';
import { readPage } from './read-page.js';

/** Events of one page: large enough that a round trip costs little, small enough that memory stays flat. */
const PAGE = 4000;

/** All events after a position up to another; the next page is fetched while the reader works on this one. */
export async function* readRange(
  pool: Pool,
  after: Position,
  readHead: () => Promise<Position>,
): AsyncGenerator<readonly RecordedEvent[]> {
  let start = numberOf(after);
  const end = numberOf(await readHead());
  const fetch = (from: bigint): Promise<RecordedEvent[]> => {
    const page = readPage(pool, from, Number(min(BigInt(PAGE), end - from)));
    // If the reader stops, nobody waits for this page any more.
    page.catch(() => undefined);
    return page;
  };
  let next = start < end ? fetch(start) : undefined;
  while (next) {
    const page = await next;
    if (page.length === 0) throw new Error(`the log has a gap after position ${start}`);
    start += BigInt(page.length);
    next = start < end ? fetch(start) : undefined;
    yield page;
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 5000;

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
    let page: RecordedEvent[] = [];
    try {
      page = await readPage(pool, numberOf(position), PAGE);
      if (page.length === 0) await watch.untilBeyond(position, signal);
      failures = 0;
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      failures += 1;
      await pause(Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS), signal);
    }
    position = page.at(-1)?.position ?? position;
    if (page.length > 0 && !signal.aborted) yield page;
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
