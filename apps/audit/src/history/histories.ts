import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@sohoi/event-store';
import { Moments, problems, shownMoment } from '@sohoi/nest';
import type { CommandRequest, Moment, Page, ShownMoment } from '@sohoi/nest';
import { OpenEvents } from '../open-events.js';
import { PARTY_EVENTS } from '../party.js';
import { sentOpen } from '../sent-event.js';
import { byStream } from './by-stream.js';
import { changesOf } from './changes.js';
import type { FieldChange } from './changes.js';
import type { HistoryEntry } from './history.answer.js';
import { HistoryQueries, orderOf } from './history.queries.js';
import type { Asker, IndexRow } from './history.queries.js';
import { checkRanges, streamsOfThing } from './history.query.js';
import type { HistoryFilter, ThingKind } from './history.query.js';
import { labelOf } from './labels.js';
import { thingOf } from './thing-of.js';
import { idsIn, reasonOf, sentenceOf } from './told.js';

/** Events that are read at most to know what was before those of one page. */
const MOST_BEFORE = 5000;

/** Of a thing whose history it is: more than any has. */
const MOST_OF_THING = 100_000;

/** Events that are looked at for a field before the answer says where to go on. */
const LOOKED_AT = 1000;
const LOOKED_AT_ONCE = 200;

type Told = { readonly event: RecordedEvent; readonly changes: readonly FieldChange[] | null };
type Asked = {
  readonly request: CommandRequest;
  readonly filter: HistoryFilter;
  readonly asker: Asker;
  readonly moment: Moment | undefined;
};
type History = Page<HistoryEntry> & ShownMoment;

/** Histories as they are read: what happened, what was before and after, who, why, and when by both clocks. */
@Injectable()
export class Histories {
  constructor(
    @Inject(HistoryQueries) private readonly queries: HistoryQueries,
    @Inject(OpenEvents) private readonly opened: OpenEvents,
    @Inject(Moments) private readonly moments: Moments,
  ) {}

  /** The log, entry by entry. */
  async ofLog(request: CommandRequest, filter: HistoryFilter): Promise<History> {
    const asked = await this.ask(request, filter);
    return { ...(await this.page(asked, undefined)), ...shownMoment(asked.moment) };
  }

  /** @throws Problem not-found, the same for a thing that does not exist and for one outside the actor's scope */
  async ofThing(request: CommandRequest, kind: ThingKind, id: string, filter: HistoryFilter): Promise<History> {
    const asked = await this.ask(request, filter);
    const streams = streamsOfThing(kind, id);
    const page = await this.page(asked, streams);
    if (page.data.length > 0 || page.next !== null || (await this.exists(asked, streams))) {
      return { ...page, ...shownMoment(asked.moment) };
    }
    throw problems.notFound(kind, id);
  }

  private async ask(request: CommandRequest, filter: HistoryFilter): Promise<Asked> {
    checkRanges(filter);
    const { actor } = request;
    const asker =
      filter.open === undefined
        ? { actor, without: PARTY_EVENTS }
        : { actor: this.opened.entitled(actor), without: [] };
    return { request, filter, asker, moment: await this.moments.of(filter) };
  }

  private async exists({ asker, moment }: Asked, streams: readonly string[]): Promise<boolean> {
    const { rows } = await this.queries.find(asker, { limit: 1 }, moment, 1, streams);
    return rows.length > 0;
  }

  private async page(asked: Asked, streams: readonly string[] | undefined): Promise<Page<HistoryEntry>> {
    const { asker, filter, moment } = asked;
    const { field, limit } = filter;
    const order = orderOf(filter);
    if (field === undefined) {
      const page = order.page(await this.queries.find(asker, filter, moment, limit, streams), limit);
      return { ...page, data: await this.entries(asked, await this.told(asked, page.data, streams)) };
    }
    const found: Told[] = [];
    let cursor = filter.cursor;
    for (let looked = 0; ; looked += LOOKED_AT_ONCE) {
      const read = await this.queries.find(asker, { ...filter, cursor }, moment, LOOKED_AT_ONCE, streams);
      const { data, next, position } = order.page(read, LOOKED_AT_ONCE);
      const told = await this.told(asked, data, streams);
      for (const one of told) {
        if (concerns(one, field)) found.push(one);
        if (found.length === limit) {
          const at = data.findIndex((row) => row.position === one.event.position);
          return { data: await this.entries(asked, found), next: order.page(read, at + 1).next, position };
        }
      }
      if (next === null || looked + LOOKED_AT_ONCE >= LOOKED_AT) {
        return { data: await this.entries(asked, found), next, position };
      }
      cursor = next;
    }
  }

  /** The events of these rows, in their order, with what they changed; those that may not be told are left out. */
  private async told(
    { request, filter, asker, moment }: Asked,
    rows: readonly IndexRow[],
    streams: readonly string[] | undefined,
  ): Promise<readonly Told[]> {
    const last = rows
      .map(({ position }) => position)
      .sort()
      .at(-1);
    if (last === undefined) return [];
    const of = streams ?? [...new Set(rows.map(({ stream }) => stream))];
    const before = await this.queries.upTo(asker, of, last, streams ? MOST_OF_THING : MOST_BEFORE);
    const all = new Map(before.map((event) => [event.position, event]));
    const alone = rows.map(({ position }) => position).filter((position) => !all.has(position));
    for (const event of await this.queries.at(alone)) all.set(event.position, event);
    const inOrder = [...all.values()]
      .filter((event) => wasTrueBy(event, moment))
      .sort((one, other) => (one.position < other.position ? -1 : 1));
    const shown =
      filter.open === undefined
        ? this.opened.leaveShut(inOrder)
        : await this.opened.open(request, filter.purpose ?? '', inOrder);
    const told = new Map<string, Told>();
    const folded = new Set(before.map(({ stream }) => stream));
    for (const [stream, events] of byStream(shown)) {
      const changed: readonly Told[] = folded.has(stream)
        ? changesOf(events)
        : events.map((event) => ({ event, changes: null }));
      for (const one of changed) told.set(one.event.position, one);
    }
    return rows.flatMap(({ position }) => told.get(position) ?? []);
  }

  private async entries({ asker, moment }: Asked, told: readonly Told[]): Promise<readonly HistoryEntry[]> {
    if (told.length === 0) return [];
    const ids = new Set(told.flatMap(({ event }) => idsIn(event.data)));
    const correlations = new Set(told.map(({ event }) => event.metadata.correlationId));
    const [names, counts] = await Promise.all([
      this.queries.names(asker.actor, [...ids]),
      this.queries.correlated(asker, [...correlations], moment),
    ]);
    return told.map((one) => entryOf(one, names, counts, moment));
  }
}

/** A list that was too long to know what was before tells nothing of fields; it is not left out for it. */
const concerns = ({ changes }: Told, field: string): boolean =>
  changes === null || changes.some((one) => one.field === field || one.field.startsWith(`${field}.`));

const entryOf = (
  { event, changes }: Told,
  names: ReadonlyMap<string, string>,
  counts: ReadonlyMap<string, number>,
  moment: Moment | undefined,
): HistoryEntry => {
  const { metadata, position, id: eventId, type, stream, recordedAt, data } = sentOpen(event);
  const { correlationId, causationId, actor, role } = metadata;
  const named = idsIn((changes ?? []).map(({ before, after }) => [before, after]));
  const others = (counts.get(correlationId) ?? 0) - (PARTY_EVENTS.includes(type) ? 0 : 1);
  return {
    ...{ position, eventId, type, stream, thing: thingOf(event) },
    sentence: sentenceOf(event, names),
    changes: changes?.map((one) => ({ ...one, label: labelOf(one.field, names) })) ?? null,
    names: Object.fromEntries(named.flatMap((place) => (names.has(place) ? [[place, names.get(place) ?? '']] : []))),
    reason: reasonOf(event),
    ...{ at: (data as { readonly at: string }).at, recordedAt, actor, role },
    correlation: {
      ...{ id: correlationId, others: Math.min(others, 1000), more: others > 1000 },
      href: `/v1/history?correlation=${encodeURIComponent(correlationId)}${asOfIn(moment)}`,
    },
    causationId,
  };
};

const asOfIn = (moment: Moment | undefined): string =>
  moment ? `&asOf=${moment.position}${moment.validAt === null ? '' : `&validAt=${moment.validAt}`}` : '';

/** What was not so by the day that is asked for has changed nothing before it. */
const wasTrueBy = ({ data }: RecordedEvent, moment: Moment | undefined): boolean =>
  !moment?.validAt || (data as { readonly at: string }).at <= moment.validAt;
