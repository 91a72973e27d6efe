import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';

/** Somebody who waits for a view while holding another would be waited for by us: we give way first. */
const LOCK_WAIT = `SET LOCAL lock_timeout TO '300ms'`;

/**
 * Does what needs locks that queries hold, inside a transaction: waits less long for each than PostgreSQL waits before it
 * looks for deadlocks, then lets go of what it has locked and tries again, a hundred times.
 */
export const givingWay = async (client: PoolClient, work: () => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    await client.query(`SAVEPOINT giving_way; ${LOCK_WAIT}`);
    try {
      await work();
      await client.query('RELEASE SAVEPOINT giving_way');
      return;
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT giving_way');
      if (!isBusy(error) || attempt === 100) throw error;
      await delay(50);
    }
  }
};

/** PostgreSQL's word for a lock that was not had in time. */
export const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';
