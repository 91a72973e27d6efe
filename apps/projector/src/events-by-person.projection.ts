import { readableOf } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import { personsOf } from './persons-of.js';
import { ledgerStreams } from './streams.js';

const read = readableOf(ledgerStreams);

const ddl = (table: string): string => `
  CREATE TABLE ${table} (
    position  text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    type      text NOT NULL,
    stream    text NOT NULL,
    PRIMARY KEY (position, person_id)
  );
  CREATE INDEX ON ${table} (person_id, position)`;

const insert = (table: string): string => `
  INSERT INTO ${table} (position, person_id, type, stream)
  SELECT position, person_id, type, stream
    FROM json_to_recordset($1::json) AS r(position text, person_id uuid, type text, stream text)`;

/** Which events of the log name a person: what is held on her, and in whose scope she is. */
export const eventsByPerson: Projection = {
  name: 'events-by-person',
  version: 1,
  tables: [{ name: 'event_person', ddl }],
  open: (_client, table) => {
    const INSERT = insert(table('event_person'));
    return Promise.resolve({
      apply: async (client, batch) => {
        const rows = read(batch).flatMap(({ event, envelope: { position, type, stream } }) =>
          personsOf(event.data).map((person_id) => ({ position, person_id, type, stream })),
        );
        if (rows.length > 0) await client.query(INSERT, [JSON.stringify(rows)]);
      },
    });
  },
};
