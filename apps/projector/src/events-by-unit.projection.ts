import { UnreadableEvent } from '@sohoi/decider';
import { categoryOf, readableOf } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import type { RecordedEvent } from '@sohoi/event-store';
import { bodiesOf } from './bodies-of.js';
import { ledgerStreams } from './streams.js';

const read = readableOf(ledgerStreams);
const categories: ReadonlySet<string> = new Set(ledgerStreams.map(({ category }) => category));

const ddl = (table: string): string => `
  CREATE TABLE ${table} (
    position    text COLLATE "C" NOT NULL,
    body_id     uuid NOT NULL,
    type        text NOT NULL,
    stream      text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (position, body_id)
  );
  CREATE INDEX ON ${table} (body_id, position);
  CREATE INDEX ON ${table} (stream, position)`;

const insert = (table: string): string => `
  INSERT INTO ${table} (position, body_id, type, stream, recorded_at)
  SELECT position, body_id, type, stream, recorded_at
    FROM json_to_recordset($1::json) AS r(position text, body_id uuid, type text, stream text, recorded_at timestamptz)`;

/** In which units' and chapters' scope each event of the log lies. */
export const eventsByUnit: Projection = {
  name: 'events-by-unit',
  version: 1,
  tables: [{ name: 'event_unit', ddl }],
  open: (_client, table) => {
    const INSERT = insert(table('event_unit'));
    return Promise.resolve({
      apply: async (client, batch) => {
        batch.forEach(refuseForeign);
        const rows = read(batch).flatMap(({ event, envelope: { position, type, stream, recordedAt } }) =>
          bodiesOf(event).map((body_id) => ({ position, body_id, type, stream, recorded_at: recordedAt })),
        );
        if (rows.length > 0) await client.query(INSERT, [JSON.stringify(rows)]);
      },
    });
  },
};

/** An event that lies in nobody's scope would be seen by nobody. */
const refuseForeign = ({ stream, type, schemaVersion }: RecordedEvent): void => {
  if (!categories.has(categoryOf(stream))) {
    throw new UnreadableEvent(type, schemaVersion, `stream ${stream} is of no category of this ledger`);
  }
};
