import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { plainDate } from '@sohoi/fields';
import { CliError, EXIT_USAGE } from '../ledger-client.js';

/** Up to where the log is read, and which days count. */
export type AskedMoment = {
  /** True for an event that comes after the moment asked for; what comes behind it does too. */
  readonly isBeyond: (event: Pick<RecordedEvent, 'position' | 'recordedAt'>) => boolean;
  readonly validAt: string | null;
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

type Log = Pick<EventStore, 'readAt' | 'readAll'>;

/**
 * By the rules of the services (`Moments` of packages/nest).
 * @param asOf a position or an instant; absent: the end of the log
 * @param head the last position of the log
 * @throws CliError for what is none, beyond the log's end or in the future, and for a day after the moment
 */
export const askedMoment = async (
  { asOf, validAt }: { readonly asOf?: string | undefined; readonly validAt?: string | undefined },
  head: string,
  log: Log,
  now: number = Date.now(),
): Promise<AskedMoment> => {
  const wrong = (what: string): CliError => new CliError(what, EXIT_USAGE);
  if (validAt !== undefined && !plainDate.safeParse(validAt).success)
    throw wrong(`--valid-at takes a day, yyyy-mm-dd, not "${validAt}"`);
  const instant = asOf !== undefined && INSTANT.test(asOf) ? Date.parse(asOf) : NaN;
  const position = Number.isNaN(instant) ? asOf : undefined;
  if (position !== undefined) {
    if (!/^[\d.:\-]{1,100}$/.test(position) || DAY.test(position)) {
      throw wrong(
        `--as-of takes a position of the log or an instant with its zone, such as 2026-01-31T17:00:00Z, not "${position}"`,
      );
    }
    if (position > head) throw wrong(`--as-of ${position}: the ledger has come to position ${head} only`);
    if ((await log.readAt([position])).length === 0)
      throw wrong(`--as-of ${position}: there is no event at this position`);
  }
  if (instant > now) throw wrong(`--as-of ${asOf}: that is in the future, it is ${new Date(now).toISOString()}`);
  if (validAt !== undefined) {
    const stood = position === undefined ? now : await until(position, log, now);
    const last = calendar.format(Number.isNaN(instant) ? stood : instant);
    if (validAt > last) throw wrong(`--valid-at ${validAt}: nothing was known of a day after ${last}`);
  }
  return {
    isBeyond: ({ position: at, recordedAt }) => {
      if (asOf === undefined) return false;
      return position === undefined ? Date.parse(recordedAt) > instant : at > position;
    },
    validAt: validAt ?? null,
  };
};

/** A position is where the log stood until the next event was recorded. */
const until = async (position: string, log: Log, now: number): Promise<number> => {
  for await (const [next] of log.readAll(position)) if (next) return Date.parse(next.recordedAt);
  return now;
};
