import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import type { PoolClient } from 'pg';

/**
 * A read model: tables, and the way events become rows in them. Another version of a projection has tables of
 * its own (`read.members_2` beside `read.members_1`); the view `read.members` shows those of the live version.
 */
export type Projection = {
  /** Words joined by dashes, e.g. `chapter-strength`; of a shard `chapter-strength/2-of-3`. */
  readonly name: string;
  /** A whole number from 1; to be raised whenever the same events would give other rows. */
  readonly version: number;
  readonly tables: readonly ProjectionTable[];
  /** What it writes leaves the database and cannot be taken back: it is never built again. */
  readonly outward?: true;
  /**
   * Categories of the streams that concern it (`member` of `member-0197…`): a batch without any of them moves no more
   * than the checkpoint. Absent: all of them.
   */
  readonly reads?: readonly string[];
  /**
   * Called in the transaction of the first batch; what the writer keeps in memory is loaded here, as it stands at
   * the checkpoint.
   * @param log for what is to be read again of what came before
   */
  readonly open: (client: PoolClient, table: TableNamer, log: EarlierEvents) => Promise<Writer>;
  /**
   * Opens one of several shards instead, whose tables hold together the rows that `open` would write, and no two of
   * them one row. Absent: it cannot be cut.
   */
  readonly openShard?: (shard: Shard) => Projection['open'];
  /** Which part of the rows it writes; absent: all of them. */
  readonly shard?: Shard;
};

/** Events of the log by their positions. */
export type EarlierEvents = Pick<EventStore, 'readAt'>;

/** One part of so many; `index` from 1. */
export type Shard = { readonly index: number; readonly of: number };

export type ProjectionTable = {
  /** Lower-case words joined by underscores; queries read `read.<name>`. */
  readonly name: string;
  /** The statements that create the table under the qualified name handed in, indexes included. */
  readonly ddl: (table: string) => string;
};

/** `member` of `member-0197…`. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

/** The qualified name of one of the projection's tables in the build that is written. */
export type TableNamer = (name: string) => string;

/**
 * Writes batches of events, in order and without a gap, each in the transaction that also moves the checkpoint.
 * After a failed transaction it is thrown away and another is opened, since its memory may be ahead of the tables.
 */
export type Writer = {
  /**
   * Gets every event of the log and passes over those that do not concern it.
   * @throws UnreadableEvent for one that concerns it and that this code cannot read
   */
  apply(client: PoolClient, batch: readonly RecordedEvent[]): Promise<void>;
};

/** One build of a projection: the same version can be built again beside the live one. Builds count from 1. */
export type BuildKey = { readonly name: string; readonly version: number; readonly build: number };

/** `chapter-strength@2`, as in logs and health; a later build is `chapter-strength@2#3`. */
export const labelOf = ({ name, version, build = 1 }: Omit<BuildKey, 'build'> & { readonly build?: number }): string =>
  `${name}@${version}${build === 1 ? '' : `#${build}`}`;

/** `read.<name>_<version>`; of a later build `read.<name>_<version>_b<build>`, of a shard `read.<name>_<version>_s<i>of<n>`. */
export const tableNamer =
  (version: number, build = 1, shard?: Shard): TableNamer =>
  (name) =>
    `read.${name}_${version}${shard ? `_s${shard.index}of${shard.of}` : ''}${build === 1 ? '' : `_b${build}`}`;

/** The tables of a build of a projection, or of a shard. */
export const tablesOf = ({ version, shard }: Pick<Projection, 'version' | 'shard'>, build: number): TableNamer =>
  tableNamer(version, build, shard);
