import { UnreadableEvent } from '@sohoi/decider';
import { categoryOf, readableOf } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import type { RecordedEvent } from '@sohoi/event-store';
import { bodiesOf } from './bodies-of.js';
import { ledgerStreams } from './streams.js';

const read = readableOf(ledgerStreams);
const categories: ReadonlySet<string> = new Set(ledgerStreams.map(({ category }) => category));

/** One row for each unit or chapter that an event names. */
const units = (table: string): string => `
  CREATE TABLE ${table} (
    position    text COLLATE "C" NOT NULL,
    body_id     uuid NOT NULL,
    type        text NOT NULL,
    stream      text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (position, body_id)
  );
  CREATE INDEX ON ${table} (body_id, position);
  CREATE INDEX ON ${table} (stream, position);
  CREATE INDEX ON ${table} (type, position)`;

/** One row for each event that names any: what the log is asked by. `at`: when it was true. */
const entries = (table: string): string => `
  CREATE TABLE ${table} (
    position       text COLLATE "C" PRIMARY KEY,
    type           text NOT NULL,
    stream         text NOT NULL,
    actor          text NOT NULL,
    correlation_id text NOT NULL,
    recorded_at    timestamptz NOT NULL,
    at             date NOT NULL
  );
  CREATE INDEX ON ${table} (type, position);
  CREATE INDEX ON ${table} (actor, position);
  CREATE INDEX ON ${table} (correlation_id, position);
  CREATE INDEX ON ${table} (recorded_at, position);
  CREATE INDEX ON ${table} (at, position)`;

const insertUnits = (table: string): string => `
  INSERT INTO ${table} (position, body_id, type, stream, recorded_at)
  SELECT position, body_id, type, stream, recorded_at
    FROM json_to_recordset($1::json) AS r(position text, body_id uuid, type text, stream text, recorded_at timestamptz)`;

const insertEntries = (table: string): string => `
  INSERT INTO ${table} (position, type, stream, actor, correlation_id, recorded_at, at)
  SELECT position, type, stream, actor, correlation_id, recorded_at, at
    FROM json_to_recordset($1::json) AS r(
      position text, type text, stream text, actor text, correlation_id text, recorded_at timestamptz, at date)`;

/** In which units' and chapters' scope each event of the log lies, and what it is found by. */
export const eventsByUnit: Projection = {
  name: 'events-by-unit',
  version: 2,
  tables: [
    { name: 'event_unit', ddl: units },
    { name: 'event_entry', ddl: entries },
  ],
  open: (_client, table) => {
    const INSERT_UNITS = insertUnits(table('event_unit'));
    const INSERT_ENTRIES = insertEntries(table('event_entry'));
    return Promise.resolve({
      apply: async (client, batch) => {
        batch.forEach(refuseForeign);
        const named = read(batch).flatMap(({ event, envelope }) => {
          const { position, type, stream, recordedAt: recorded_at, metadata } = envelope;
          const row = { position, type, stream, recorded_at };
          const bodies = bodiesOf(event);
          if (bodies.length === 0 || !('at' in event.data)) return [];
          const { actor, correlationId: correlation_id } = metadata;
          return [{ bodies, row, entry: { ...row, actor, correlation_id, at: event.data.at } }];
        });
        if (named.length === 0) return;
        const rows = named.flatMap(({ bodies, row }) => bodies.map((body_id) => ({ ...row, body_id })));
        await client.query(INSERT_UNITS, [JSON.stringify(rows)]);
        await client.query(INSERT_ENTRIES, [JSON.stringify(named.map(({ entry }) => entry))]);
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
