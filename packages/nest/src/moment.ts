import { Inject, Injectable } from '@nestjs/common';
import { BEGINNING } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';
import { plainDate } from '@sohoi/fields';
import type { Checkpoints } from '@sohoi/projection';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { EVENT_STORE } from './command.js';
import { pageQuery, position, readQuery } from './page.js';
import { problems } from './problems.js';
import { CHECKPOINTS } from './read-models.js';
import { dayIn, today } from './today.js';

/** What is read: as the log stood after the event at this position; and, if asked for, as it was true on this day. */
export type Moment = {
  readonly position: Position;
  /** When that event was recorded. */
  readonly recordedAt: string;
  readonly validAt: string | null;
};

/** No ledger is older; years before are no dates to the database. */
const EARLIEST = Date.UTC(1900, 0, 1);

const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => !(Date.parse(text) < EARLIEST), { error: 'date-too-early' });

/** What reads take that tell of any moment: `z.strictObject({ ...pageQuery.shape, ...momentQuery.shape })`. */
export const momentQuery = z.strictObject({
  asOf: z
    .union([position.min(1), instant], { error: 'as-of' })
    .optional()
    .meta({ description: 'As the ledger knew it: after the event at this position, or at this instant.' }),
  validAt: plainDate
    .optional()
    .meta({ description: 'As it was true on this day, as far as was known; absent: as it was shown.' }),
});

/** What reads of one thing take, and lists. */
export const readAsOfQuery = z.strictObject({ ...readQuery.shape, ...momentQuery.shape });
export const pageAsOfQuery = z.strictObject({ ...pageQuery.shape, ...momentQuery.shape });

export type AskedMoment = z.infer<typeof momentQuery>;

/** What answers say of the moment that they tell of; absent where none was asked for. */
export const momentShown = {
  asOf: z.object({ position, recordedAt: z.iso.datetime() }).optional(),
  validAt: z.iso.date().optional(),
};

export type ShownMoment = {
  readonly asOf?: { readonly position: Position; readonly recordedAt: string };
  readonly validAt?: string;
};

export const shownMoment = (moment: Moment | undefined): ShownMoment | undefined =>
  moment && {
    asOf: { position: moment.position, recordedAt: moment.recordedAt },
    ...(moment.validAt !== null && { validAt: moment.validAt }),
  };

/** How long a reader waits for the rows of the past to reach the log's end. */
const PATIENCE_MS = 5_000;

const SECOND = `SELECT position FROM read.past_seconds WHERE second <= $1 ORDER BY second DESC LIMIT 1`;

/** Finds the moments that requests name. */
@Injectable()
export class Moments {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CHECKPOINTS) private readonly checkpoints: Checkpoints,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * Undefined where none is asked for: then what is read is the read model of now.
   * @throws Problem invalid-input for a moment before the first event, beyond the log's end, or in the future
   */
  async of({ asOf, validAt }: AskedMoment): Promise<Moment | undefined> {
    if (asOf === undefined && validAt === undefined) return undefined;
    const event = await this.eventAt(asOf, 'asOf');
    if (validAt !== undefined && validAt > dayIn(event.recordedAt)) {
      const last = await this.lastDayOf(asOf, event.position);
      if (validAt > last) throw invalid('validAt', tooLate(last), last);
    }
    return { position: event.position, recordedAt: event.recordedAt, validAt: validAt ?? null };
  }

  /** @param field what the request calls it; undefined is now */
  async at(asOf: string | undefined, field: string): Promise<Moment> {
    const { position: at, recordedAt } = await this.eventAt(asOf, field);
    return { position: at, recordedAt, validAt: null };
  }

  /** A position is where the log stood until the next event was recorded. */
  private async lastDayOf(asOf: string | undefined, at: Position): Promise<string> {
    if (asOf === undefined) return today();
    if (!isPosition(asOf)) return dayIn(asOf);
    for await (const [next] of this.store.readAll(at)) if (next) return dayIn(next.recordedAt);
    return today();
  }

  private async eventAt(asOf: string | undefined, field: string): Promise<RecordedEvent> {
    const head = await this.store.head();
    const at = await this.positionOf(asOf ?? head, field, head);
    const [event] = at === undefined || at === BEGINNING ? [] : await this.store.readAt([at]);
    if (!event) throw invalid(field, at === undefined || head === BEGINNING ? beforeAll : noEvent);
    return event;
  }

  private positionOf(asOf: string, field: string, head: Position): Promise<Position | undefined> {
    if (!isPosition(asOf)) return this.lastRecordedBy(new Date(asOf), field, head);
    if (asOf > head) throw invalid(field, beyond(head), head);
    return Promise.resolve(asOf);
  }

  /** The last position recorded no later than the instant; undefined where there is none. */
  private async lastRecordedBy(instantAsked: Date, field: string, head: Position): Promise<Position | undefined> {
    const now = new Date();
    if (instantAsked > now) throw invalid(field, inTheFuture, now.toISOString());
    const { reached } = await this.checkpoints.waitUntil(['past'], head, PATIENCE_MS);
    if (!reached) throw problems.positionNotReached(head);
    const until = instantAsked.toISOString();
    const second = `${until.slice(0, 19)}Z`;
    const before = await this.lastBy(new Date(Date.parse(second) - 1000).toISOString());
    const end = await this.lastBy(second);
    let found = before;
    if (end === undefined || end === before) return found;
    for await (const page of this.store.readAll(before ?? BEGINNING)) {
      const ofSecond: readonly RecordedEvent[] = page.filter((event) => event.position <= end);
      found = ofSecond.findLast(({ recordedAt }) => recordedAt <= until)?.position ?? found;
      if (ofSecond.length < page.length || ofSecond.at(-1)?.position === end) break;
    }
    return found;
  }

  private async lastBy(second: string): Promise<Position | undefined> {
    const [row] = await this.dataSource.query<{ position: Position }[]>(SECOND, [second]);
    return row?.position;
  }
}

const isPosition = (asOf: string): boolean => position.safeParse(asOf).success;

const invalid = (field: string, message: { readonly vi: string; readonly en: string }, limit?: string) =>
  problems.invalid([{ field, message, ...(limit !== undefined && { limit }) }]);

const beyond = (head: Position) => ({
  vi: `sổ mới ghi đến vị trí ${head}`,
  en: `the ledger has come to position ${head} only`,
});
const noEvent = { vi: 'không có sự kiện nào ở vị trí này', en: 'there is no event at this position' };
const beforeAll = { vi: 'sổ chưa có sự kiện nào vào lúc đó', en: 'the ledger had no event by then' };
const inTheFuture = { vi: 'không được ở tương lai', en: 'must not lie in the future' };
const tooLate = (last: string) => ({
  vi: `không được sau ${last}, ngày mà sổ được xem`,
  en: `must not be later than ${last}, the day as of which the ledger is read`,
});
