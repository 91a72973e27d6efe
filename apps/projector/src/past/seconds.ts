import type { PastSource } from './past-source.js';

/**
 * Up to which position the log had come by the end of each second in which it grew; so an instant is found among few
 * rows. Positions never fall from one second to the next: where a clock was set back, the later second has what came after.
 */
const ddl = (table: string): string => `
  CREATE TABLE ${table} (second timestamptz PRIMARY KEY, position text COLLATE "C" NOT NULL)`;

const ROWS = `json_to_recordset($1::json) AS r(second timestamptz, position text)`;

const put = (table: string): string => `
  INSERT INTO ${table} (second, position) SELECT second, position FROM ${ROWS}
  ON CONFLICT (second) DO UPDATE SET position = excluded.position`;

const raise = (table: string): string => `
  UPDATE ${table} AS later SET position = earlier.position
    FROM (SELECT later.second, max(r.position COLLATE "C") AS position
            FROM ${ROWS} JOIN ${table} AS later ON later.second > r.second GROUP BY later.second) AS earlier
   WHERE later.second = earlier.second AND later.position < earlier.position`;

export const seconds: PastSource = {
  tables: [{ name: 'past_seconds', ddl }],
  open: (table) => {
    const PUT = put(table('past_seconds'));
    const RAISE = raise(table('past_seconds'));
    return async (client, batch) => {
      const last = new Map(batch.map(({ recordedAt, position }) => [`${recordedAt.slice(0, 19)}Z`, position]));
      const rows = JSON.stringify([...last].map(([second, position]) => ({ second, position })));
      await client.query(PUT, [rows]);
      await client.query(RAISE, [rows]);
    };
  },
};
