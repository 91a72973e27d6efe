import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';
import { plainDate } from '@sohoi/fields';
import { EVENT_STORE, Keyset, position, ReadModels, UnitEntity, UnitScope, withinScope } from '@sohoi/nest';
import type { Actor, Moment, Read } from '@sohoi/nest';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { EventEntryEntity } from '../event-entry.entity.js';
import { EventUnitEntity } from '../event-unit.entity.js';
import { keepOpened, openedTo } from '../opened-events.js';
import type { Opened } from '../opened-events.js';
import { PARTY_EVENTS } from '../party.js';
import { byStream } from './by-stream.js';
import type { HistoryFilter } from './history.query.js';
import { nearPlaces, positionsNear } from './near-places.js';
import type { Near } from './near-places.js';

/** Who asks, and what she is not shown at all. */
export type Asker = { readonly actor: Actor; readonly without: readonly string[] };

export type IndexRow = { readonly position: Position; readonly stream: string };

/** What came of one request, counted to 1000. */
export type Correlated = { readonly id: string; readonly events: number };

const COUNTED = 1000;

/** Positions that are read from the log at once. */
const AT_ONCE = 1000;

const PROJECTIONS = ['events-by-unit', 'units'];

const log = new Keyset({ 'entry.position': position });
const byDay = new Keyset({ 'entry.at': plainDate, 'entry.position': position });
/** As the database writes it. */
const instant = z.string().regex(/^(19|[2-9]\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-4]):\d\d$/);
const byRecording = new Keyset({
  'entry.recordedAt': z.iso.datetime({ offset: true }).and(instant),
  'entry.position': position,
});

/** In the order of the clock by which it is asked for, so that an index has it; else in the order of the log. */
export const orderOf = ({ from, to, recordedFrom, recordedTo }: HistoryFilter): Keyset => {
  if (recordedFrom !== undefined || recordedTo !== undefined) return byRecording;
  return from !== undefined || to !== undefined ? byDay : log;
};

/** The events that make histories, as far as they lie in the scope of the one who asks. */
@Injectable()
export class HistoryQueries {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** @param streams only events of these, if they are given */
  find(
    { actor, without }: Asker,
    asked: HistoryFilter,
    moment: Moment | undefined,
    limit: number,
    streams: readonly string[] | undefined,
  ): Promise<Read<IndexRow>> {
    const queryOf = async (manager: EntityManager) => {
      const entries = manager.createQueryBuilder(EventEntryEntity, 'entry').select('entry.position', 'position');
      entries.addSelect('entry.stream', 'stream');
      const opened = await openedTo(actor, asked.unit, this.scope, manager);
      const near = streams ? undefined : await nearPlaces(opened, manager);
      if (near) keepNear(entries, near, { ...asked, limit }, moment, without);
      else seen(entries, opened, without);
      keepKnown(entries, moment);
      if (streams) entries.andWhere(`entry.position IN (${OF_STREAMS})`, { streams });
      return orderOf(asked).apply(narrow(entries, asked), { ...asked, limit });
    };
    return this.reads.read<IndexRow>(PROJECTIONS, queryOf, moment?.position ?? asked.atLeast);
  }

  /**
   * The events of these streams up to a position that the actor may see, at most so many; of the streams for which that
   * is not enough, none: those with most events.
   */
  async upTo({ actor, without }: Asker, streams: readonly string[], last: Position, most: number): Promise<Events> {
    const { rows } = await this.reads.read<IndexRow>(PROJECTIONS, async (manager) => {
      const index = manager
        .createQueryBuilder(EventUnitEntity, 'index')
        .distinct(true)
        .select('index.position', 'position')
        .addSelect('index.stream', 'stream')
        .where('index.stream = ANY(:streams) AND index.position <= :last', { streams, last })
        .andWhere('index.type <> ALL(:without)', { without })
        .orderBy('index.position');
      return keepOpened(index, await openedTo(actor, undefined, this.scope, manager));
    });
    return this.at(fewest(byStream(rows), most).map((row) => row.position));
  }

  /**
   * How many events that the actor is shown, as of the moment, came of each of these requests or imports; none that tells
   * of the Party.
   */
  async correlated(
    { actor }: Asker,
    ids: readonly string[],
    moment: Moment | undefined,
  ): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.reads.read<Correlated>(PROJECTIONS, async (manager) => {
      const entries = manager
        .createQueryBuilder(EventEntryEntity, 'entry')
        .select('1')
        .limit(COUNTED + 2);
      seen(entries, await openedTo(actor, undefined, this.scope, manager), PARTY_EVENTS);
      keepKnown(entries, moment).andWhere('entry.correlation_id = asked.id');
      return manager
        .createQueryBuilder()
        .select('asked.id', 'id')
        .addSelect(`(SELECT count(*)::int FROM (${entries.getQuery()}) AS counted)`, 'events')
        .from('(SELECT unnest(:ids::text[]) AS id)', 'asked')
        .setParameters({ ...entries.getParameters(), ids });
    });
    return new Map(rows.map(({ id, events }) => [id, events]));
  }

  /** Of these places, the names of those that the actor may see. */
  async names(actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.reads.read<{ id: string; name: string }>(PROJECTIONS, async (manager) => {
      const units = manager
        .createQueryBuilder(UnitEntity, 'unit')
        .select(['unit.id AS id', 'unit.name AS name'])
        .where('unit.id = ANY(:ids)', { ids });
      return withinScope(units, 'unit.id', await this.scope.of(actor, undefined, manager));
    });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The events at these positions. */
  async at(positions: readonly Position[]): Promise<Events> {
    const events: RecordedEvent[] = [];
    for (let first = 0; first < positions.length; first += AT_ONCE) {
      events.push(...(await this.store.readAt(positions.slice(first, first + AT_ONCE))));
    }
    return events;
  }
}

type Events = readonly RecordedEvent[];
type Entries = SelectQueryBuilder<EventEntryEntity>;

const OF_STREAMS = 'SELECT named.position FROM read.event_unit named WHERE named.stream = ANY(:streams)';

/** The rows of the shortest streams, so many that they are not more than `most`, in the order of the log. */
const fewest = (byStream: ReadonlyMap<string, readonly IndexRow[]>, most: number): readonly IndexRow[] => {
  const taken: IndexRow[] = [];
  for (const rows of [...byStream.values()].sort((one, other) => one.length - other.length)) {
    if (taken.length + rows.length > most) break;
    taken.push(...rows);
  }
  return taken.sort((one, other) => (one.position < other.position ? -1 : 1));
};

/** Only what was known then, and true by that day. */
const keepKnown = (entries: Entries, moment: Moment | undefined): Entries => {
  if (moment) entries.andWhere('entry.position <= :asOf', { asOf: moment.position });
  if (moment?.validAt) entries.andWhere('entry.at <= :validAt', { validAt: moment.validAt });
  return entries;
};

/** Only what the rights open; where they open everything, nothing need be asked. */
const seen = (entries: Entries, opened: readonly Opened[], without: readonly string[]): Entries => {
  if (without.length > 0) entries.andWhere('entry.type <> ALL(:without)', { without });
  if (opened.some(({ categories, scope }) => categories === null && scope.includes(''))) return entries;
  const index = entries
    .createQueryBuilder()
    .select('1')
    .from(EventUnitEntity, 'index')
    .where('index.position = entry.position');
  keepOpened(index, opened);
  return entries.andWhere(`EXISTS (${index.getQuery()})`, index.getParameters());
};

/**
 * The same, of few places. Where nothing else narrows it, and the order is that of the log, a page needs no more of each
 * place than it has room for.
 */
const keepNear = (
  entries: Entries,
  near: readonly Near[],
  asked: HistoryFilter,
  moment: Moment | undefined,
  without: readonly string[],
): Entries => {
  if (near.length === 0) return entries.andWhere('FALSE');
  const { actor, correlation, type, cursor, limit } = asked;
  const inOrder = orderOf(asked) === log;
  const enough = inOrder && actor === undefined && correlation === undefined && !moment?.validAt;
  const conditions = [
    'named.type <> ALL(:without)',
    ...(type === undefined ? [] : ['named.type = :type']),
    ...(inOrder && cursor !== undefined ? ['named.position > :after0'] : []),
    ...(moment ? ['named.position <= :asOf'] : []),
  ];
  const { sql, parameters } = positionsNear(near, conditions, enough ? limit + 1 : undefined);
  return entries.andWhere(`entry.position IN (${sql})`, { ...parameters, without });
};

const narrow = (entries: Entries, asked: HistoryFilter): Entries => {
  const { actor, type, correlation, from, to, recordedFrom, recordedTo } = asked;
  const conditions: Readonly<Record<string, string | undefined>> = {
    'entry.actor = :actor': actor,
    'entry.type = :type': type,
    'entry.correlationId = :correlation': correlation,
    'entry.at >= :from': from,
    'entry.at <= :to': to,
    'entry.recordedAt >= :recordedFrom': recordedFrom,
    'entry.recordedAt <= :recordedTo': recordedTo,
  };
  for (const [condition, value] of Object.entries(conditions)) {
    if (value !== undefined) entries.andWhere(condition, { [condition.split(':').at(-1) ?? '']: value });
  }
  return entries;
};
