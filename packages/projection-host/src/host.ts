import type { LoggerService } from '@nestjs/common';
import { openEventLog } from '@sohoi/event-log';
import type { EventLog } from '@sohoi/event-log';
import { redact } from '@sohoi/nest';
import { Pool } from 'pg';

export type HostOptions = {
  /** Of the process, as the database and the journal show it. */
  readonly name: string;
  /** Of the read models: `postgres://…`. */
  readonly database: string;
  /** Of the log, if it is not in that database. */
  readonly log: string | undefined;
  readonly logger: LoggerService;
};

/** Connections for projections, and the log that they read; what is wrong with either later is told in the journal. */
export const openHost = async ({
  name,
  database,
  log: address,
  logger,
}: HostOptions): Promise<{ pool: Pool; log: EventLog }> => {
  const pool = new Pool({
    connectionString: database,
    max: 8,
    connectionTimeoutMillis: 10_000,
    application_name: `sohoi-${name}`,
    // A connection whose other end is gone without a word is found out.
    keepAlive: true,
    query_timeout: 60_000,
  });
  pool.on('error', (error) => logger.error(`lost a database connection: ${error.message}`));
  const log = await openEventLog({
    pool,
    address,
    onSubscription: ({ state, delivered, why }) => {
      if (why !== null) logger.warn(`the log is ${state} behind event ${delivered || 'none'}: ${redact(why)}`);
    },
  });
  return { pool, log };
};
