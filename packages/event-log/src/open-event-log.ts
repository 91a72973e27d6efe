import type { EventStore } from '@sohoi/event-store';
import { isEsdb, openEsdbEventStore, withoutPassword } from '@sohoi/event-store-esdb';
import type { SubscriptionStatus } from '@sohoi/event-store-esdb';
import { createPostgresEventStore, migrateLog, refuseOldServer } from '@sohoi/event-store-postgres';
import type { Pool } from 'pg';
import { postgresWords } from './postgres-unusable.js';

/** One reader that follows the log, as the engine sees it. */
export type Subscribed = SubscriptionStatus;

export type EventLog = {
  readonly engine: 'PostgreSQL' | 'EventStoreDB';
  readonly store: EventStore;
  /** The readers that follow the log, where the engine tells of them. */
  subscriptions(): readonly Subscribed[];
  /** Ends what the log has opened for itself; the pool stays the caller's. */
  close(): Promise<void>;
};

export type EventLogOptions = {
  /** For the log in PostgreSQL. */
  readonly pool: Pool;
  /** `EVENT_STORE`: nothing for the pool's database, else `esdb://…` or `esdb+discover://…`. */
  readonly address?: string | undefined;
  /** Brings the schema of the log in PostgreSQL up to date first; false where another did. */
  readonly migrate?: boolean;
  /** Called at each change of a reader that follows the log, where the engine tells of them. */
  readonly onSubscription?: (status: Subscribed) => void;
};

/** The address of the log is that of no engine that there is an adapter for. */
export class BadEventStore extends Error {
  override readonly name = 'BadEventStore';

  constructor(address: string) {
    const [scheme] = /^[a-z+]{1,20}:\/\//i.exec(address) ?? ['what is no address'];
    super(`EVENT_STORE takes esdb://… or esdb+discover://…, or nothing for PostgreSQL, not ${scheme}`);
  }
}

/**
 * The log in the engine that the address names.
 * @throws BadEventStore
 * @throws EsdbUnusable, EsdbUnavailable from EventStoreDB
 * @throws PostgresUnusable, PostgresTooOld, DatabaseNewerThanCode, MigrationAltered from PostgreSQL
 */
export const openEventLog = async (options: EventLogOptions): Promise<EventLog> => {
  const { pool, address = '', migrate = true, onSubscription } = options;
  if (address === '') {
    try {
      await (migrate ? migrateLog(pool) : refuseOldServer(pool));
    } catch (error) {
      throw postgresWords(error);
    }
    const store = createPostgresEventStore({ pool });
    return { engine: 'PostgreSQL', store, subscriptions: () => [], close: () => store.close() };
  }
  if (!isEsdb(address)) throw new BadEventStore(withoutPassword(address));
  const store = await openEsdbEventStore({ connectionString: address, ...(onSubscription && { onSubscription }) });
  return { engine: 'EventStoreDB', store, subscriptions: store.subscriptions, close: store.close };
};
