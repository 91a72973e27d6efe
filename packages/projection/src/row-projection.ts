import { decode } from '@sohoi/decider';
import type { EventCatalog, EventOf } from '@sohoi/decider';
import type { RecordedEvent } from '@sohoi/event-store';
import type { PoolClient } from 'pg';
import { categoryOf } from './projection.js';
import type { Projection, TableNamer } from './projection.js';
import { rowsOf, rowTableDdl } from './row-table.js';
import type { RowTable } from './row-table.js';

/** The streams that concern a projection: their category and what may be in them. */
export type ReadStream = { readonly category: string; readonly catalog: EventCatalog };

/** A table and the pure function that makes its rows from events. */
export type RowFold<Row extends object, E> = RowTable<Row> & {
  /** The keys of the rows that the event changes; none if it does not concern this table. */
  readonly keysOf: (event: E) => readonly string[];
  /** The row after the event; undefined: no row. The very row that came in: nothing to write. */
  readonly evolve: (row: Row | undefined, event: E, key: string, envelope: RecordedEvent) => Row | undefined;
};

/** A fold with its row type closed in, so that folds over several row types fit in one list. */
export type FoldedTable<E> = {
  readonly name: string;
  readonly ddl: (table: string) => string;
  readonly open: (table: TableNamer) => (client: PoolClient, events: readonly Readable<E>[]) => Promise<void>;
};

/** The events of several catalogs, or of the streams that hold them. */
export type EventsOf<K> = K extends ReadStream ? EventOf<K['catalog']> : K extends EventCatalog ? EventOf<K> : never;

export type Readable<E> = { readonly event: E; readonly envelope: RecordedEvent };

/** What is done to a stored event before it is read, such as to give masked codes their names back. */
export type Lift = (envelope: RecordedEvent, catalog: EventCatalog) => RecordedEvent;

/**
 * The events of the batch that are in streams of these categories, in today's form.
 * @throws UnreadableEvent for a type in such a stream that its catalog does not know
 */
export const readableOf =
  <S extends ReadStream>(streams: readonly S[], lift: Lift = (envelope) => envelope) =>
  (batch: readonly RecordedEvent[]): readonly Readable<EventsOf<S>>[] => {
    const catalogs = new Map<string, EventCatalog>(streams.map(({ category, catalog }) => [category, catalog]));
    return batch.flatMap((envelope) => {
      const catalog = catalogs.get(categoryOf(envelope.stream));
      return catalog ? [{ event: decode(catalog, lift(envelope, catalog)) as EventsOf<S>, envelope }] : [];
    });
  };

/** The categories of the streams, as a projection names what it reads. */
export const categoriesOf = (streams: readonly ReadStream[]): readonly string[] =>
  streams.map(({ category }) => category);

/**
 * Makes a table out of a fold. A batch costs one SELECT of the rows it touches, the fold in memory, one upsert and
 * one DELETE; nothing is kept in memory between batches.
 */
export const foldedTable = <Row extends object, E>(fold: RowFold<Row, E>): FoldedTable<E> => ({
  name: fold.name,
  ddl: rowTableDdl(fold),
  open: (table) => {
    const stored = rowsOf(fold, table(fold.name));
    return async (client, events) => {
      const touched = events.flatMap((readable) => fold.keysOf(readable.event).map((key) => ({ ...readable, key })));
      const before = await stored.load(client, [...new Set(touched.map(({ key }) => key))]);
      const after = new Map<string, Row | undefined>(before);
      for (const { event, envelope, key } of touched) {
        after.set(key, fold.evolve(after.get(key), event, key, envelope));
      }
      const changed = [...after].filter(([key, row]) => row !== before.get(key));
      await stored.put(
        client,
        changed.flatMap(([, row]) => (row ? [row] : [])),
      );
      await stored.remove(
        client,
        changed.flatMap(([key, row]) => (row ? [] : [key])),
      );
    };
  },
});

/** A projection whose tables are all folds over the events of some kinds of streams. */
export const rowProjection = <S extends ReadStream>(definition: {
  readonly name: string;
  readonly version: number;
  readonly streams: readonly S[];
  readonly tables: readonly FoldedTable<EventsOf<S>>[];
}): Projection => {
  const read = readableOf(definition.streams);
  return {
    name: definition.name,
    version: definition.version,
    tables: definition.tables.map(({ name, ddl }) => ({ name, ddl })),
    reads: categoriesOf(definition.streams),
    open: (_client, table) => {
      const writers = definition.tables.map(({ open }) => open(table));
      return Promise.resolve({
        apply: async (client, batch) => {
          const events = read(batch);
          if (events.length === 0) return;
          for (const write of writers) await write(client, events);
        },
      });
    },
  };
};
