import { encodeAppend } from '@sohoi/event-store';
import type { EventStore, NewEvent, Position } from '@sohoi/event-store';
import { Pool } from 'pg';
import { createAppender } from './appender.js';
import { bulkLoad } from './bulk-load.js';
import type { BulkEvent, BulkLoadOptions } from './bulk-load.js';
import { createHeadWatch } from './head-watch.js';
import { positionOf } from './position.js';
import { followLog, readRange } from './read-log.js';
import { readAt, readStream } from './read-stream.js';

export type PostgresEventStore = EventStore & {
  /**
   * Loads many events at once, in transactions of some ten thousand each, so that an interrupted load leaves whole
   * transactions and no gap. Appends wait meanwhile. Streams' versions must continue where the streams stand.
   * @throws BulkLoadRefused naming the first event that does not fit
   * @throws BulkLoadOutOfTime naming an instant of recording that does not follow
   */
  bulkLoad(events: Iterable<BulkEvent> | AsyncIterable<BulkEvent>, options?: BulkLoadOptions): Promise<Position>;
  /** Answers what is in flight; ends the connections if they are the store's own. */
  close(): Promise<void>;
};

export type PostgresEventStoreOptions =
  /** The pool stays the caller's, who also listens to its errors. It needs at least two connections. */
  { readonly pool: Pool } | { readonly connectionString: string; readonly maxConnections?: number };

const HEAD = 'SELECT position FROM log.head';

/** A transaction that its client forgot must not hold the head for ever. */
const IDLE_IN_TRANSACTION = '-c idle_in_transaction_session_timeout=60s';

/** The log in PostgreSQL; its schema must have been brought up to date by `migrateLog`. */
export const createPostgresEventStore = (options: PostgresEventStoreOptions): PostgresEventStore => {
  const pool = 'pool' in options ? options.pool : ownPool(options.connectionString, options.maxConnections ?? 8);
  const head = async (): Promise<Position> => {
    const { rows } = await pool.query<{ position: string }>({ name: 'log.head', text: HEAD });
    return positionOf(rows[0]?.position ?? '0');
  };
  const watch = createHeadWatch(head);
  const appender = createAppender(pool, watch.advance);

  return {
    append: async (stream: string, expectedVersion: number, events: readonly NewEvent[]) =>
      appender.append({ stream, expectedVersion, events: encodeAppend(stream, expectedVersion, events) }),

    readStream: (stream, { after = 0, limit } = {}) => readStream(pool, stream, after, limit ?? null),

    readAt: (positions) => readAt(pool, positions),

    readAll: (after) => readRange(pool, after, head),

    subscribe: (after, signal) => followLog(pool, after, signal, watch),

    head,

    bulkLoad: async (events, loadOptions) => {
      const position = await bulkLoad(pool, events, loadOptions);
      watch.advance(position);
      return position;
    },

    close: async () => {
      await appender.idle();
      watch.close();
      if (!('pool' in options)) await pool.end();
    },
  };
};

const ownPool = (connectionString: string, max: number): Pool => {
  const pool = new Pool({ connectionString, max, keepAlive: true, options: IDLE_IN_TRANSACTION });
  // A connection lost while idle is replaced at the next use; unheard, its error would end the process.
  pool.on('error', () => undefined);
  return pool;
};
