import type { Pool, PoolClient } from 'pg';
import { PostgresTooOld } from './errors.js';

/** The first PostgreSQL that everything here has been tried on. */
const NEEDED = 18;

const ASK = `SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS name`;

/**
 * Asks the server what it is.
 * @throws PostgresTooOld
 */
export const refuseOldServer = async (database: Pool | PoolClient): Promise<void> => {
  const { rows } = await database.query<{ number: number; name: string }>(ASK);
  const [{ number, name } = { number: 0, name: 'unknown' }] = rows;
  // Packagers write their own version behind it, in brackets.
  if (number < NEEDED * 10_000) throw new PostgresTooOld(name.split(' ')[0] ?? name, NEEDED);
};
