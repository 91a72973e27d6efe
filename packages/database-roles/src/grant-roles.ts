import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Beside both `src` and `dist`. */
const ROLES = readFileSync(new URL('../sql/roles.sql', import.meta.url), 'utf8');

/** Those who grant in one database wait for one another. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('sohoi database roles', 0))`;

/** Others who grant in another database of the server at the same time: roles are common to all of them. */
const AT_THE_SAME_TIME = new Set(['23505', '42710', 'XX000', '40P01']);

const TRIES = 20;

/**
 * Makes the roles that `sql/roles.sql` describes and gives each exactly its rights, on whatever schemas are there.
 * Run it as the owner after the migrations; it needs the right to create roles and extensions. Safe to call again.
 */
export const grantRoles = async (owner: Pool): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const client = await owner.connect();
    try {
      await client.query(`BEGIN; ${LOCK}`);
      await client.query(ROLES);
      await client.query('COMMIT');
      client.release();
      return;
    } catch (error) {
      client.release(true);
      const { code } = error as { code?: string };
      if (attempt === TRIES || code === undefined || !AT_THE_SAME_TIME.has(code)) throw error;
      await delay(20 * attempt);
    }
  }
};
