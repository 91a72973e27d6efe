import { unfinishedErasures } from '@sohoi/sealing';
import type { Pool } from 'pg';
import type { ReadinessCheck } from './readiness-checks.js';

/**
 * How many erasures wait to be made final, and since when. Never a reason not to serve: the data are unreadable for
 * everyone who has no old copy of the database.
 */
export const erasuresCheck = (pool: Pick<Pool, 'query'>): ReadinessCheck => ({
  name: 'erasures',
  check: async () => {
    const { unfinished, since } = await unfinishedErasures(pool);
    return { ready: true, detail: since === null ? { unfinished } : { unfinished, since } };
  },
});
