import { categoryOf, readableOf } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import { personsOf } from './persons-of.js';
import { ledgerStreams, unionStreams } from './streams.js';

const read = readableOf(ledgerStreams);

/** A unit that answers a request does not hold the person's data for that alone. */
const holding: ReadonlySet<string> = new Set(unionStreams.map(({ category }) => category));

const events = (table: string): string => `
  CREATE TABLE ${table} (
    position  text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    type      text NOT NULL,
    stream    text NOT NULL,
    PRIMARY KEY (position, person_id)
  );
  CREATE INDEX ON ${table} (person_id, position)`;

const places = (table: string): string => `
  CREATE TABLE ${table} (
    person_id uuid NOT NULL,
    place_id  uuid NOT NULL,
    PRIMARY KEY (person_id, place_id)
  )`;

const insertEvents = (table: string): string => `
  INSERT INTO ${table} (position, person_id, type, stream)
  SELECT position, person_id, type, stream
    FROM json_to_recordset($1::json) AS r(position text, person_id uuid, type text, stream text)`;

const insertPlaces = (table: string): string => `
  INSERT INTO ${table} (person_id, place_id)
  SELECT DISTINCT person_id, place_id FROM json_to_recordset($1::json) AS r(person_id uuid, place_id uuid)
  ON CONFLICT DO NOTHING`;

/** Which events of the log name a person, and which units and chapters hold something on her. */
export const eventsByPerson: Projection = {
  name: 'events-by-person',
  version: 1,
  tables: [
    { name: 'event_person', ddl: events },
    { name: 'person_place', ddl: places },
  ],
  open: (_client, table) => {
    const INSERT_EVENTS = insertEvents(table('event_person'));
    const INSERT_PLACES = insertPlaces(table('person_place'));
    return Promise.resolve({
      apply: async (client, batch) => {
        const named = read(batch).flatMap(({ event, envelope }) =>
          personsOf(event.data).map(({ personId, places }) => ({ ...envelope, person_id: personId, places })),
        );
        if (named.length === 0) return;
        const rows = named.map(({ position, person_id, type, stream }) => ({ position, person_id, type, stream }));
        await client.query(INSERT_EVENTS, [JSON.stringify(rows)]);
        const held = named.flatMap(({ person_id, places, stream }) =>
          holding.has(categoryOf(stream)) ? places.map((place_id) => ({ person_id, place_id })) : [],
        );
        await client.query(INSERT_PLACES, [JSON.stringify(held)]);
      },
    });
  },
};
