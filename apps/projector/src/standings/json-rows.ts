import type { PoolClient } from 'pg';

/** Rows in one statement: enough to make round trips cheap, few enough for one parameter of a few megabytes. */
const AT_ONCE = 1000;

/**
 * Runs a statement that takes its rows as one JSON array, `$1`, as often as the rows need. They are made as they are
 * written, so that a closing that publishes all chapters at once never has all of them in memory.
 */
export const writeRows = async (client: PoolClient, statement: string, rows: Iterable<object>): Promise<void> => {
  let some: object[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < AT_ONCE) continue;
    await client.query(statement, [JSON.stringify(some)]);
    some = [];
  }
  if (some.length > 0) await client.query(statement, [JSON.stringify(some)]);
};
