import type { Pool } from 'pg';

/** Somebody is about to see sensitive fields of persons. Field names only, never a value. */
export type Reading = {
  /** Opaque id of who reads, and the role in which. */
  readonly actor: string;
  readonly role: string;
  /** What for: a route, a request of the person; at most 200 characters. */
  readonly purpose: string;
  /** Id that the answer bears, too. */
  readonly correlationId: string;
  /** Nobody, where somebody looked for a person and found none. */
  readonly persons: readonly ReadPerson[];
};

export type ReadPerson = {
  readonly personId: string;
  /** The chapter or unit that she belongs to at this moment: who may see the reading is who may see that place. */
  readonly placeId: string;
  /** Paths of the fields, `person.ethnicity`. */
  readonly fields: readonly string[];
};

/** The log of who read sensitive fields; it is only ever added to. */
export type Readings = {
  /**
   * Answers once it is durable: call it before the answer leaves, and let a failure be the reader's. Without persons it
   * is one row that names none: a search that found nobody.
   */
  record(reading: Reading): Promise<void>;
};

const INSERT = `
  INSERT INTO readings.reading (actor, role, purpose, correlation_id, person_id, place_id, fields)
  SELECT $1, $2, $3, $4, person."personId", person."placeId", person.fields
    FROM json_to_recordset($5::json) AS person("personId" uuid, "placeId" uuid, fields text[])`;

export const createReadings = (pool: Pool): Readings => ({
  record: async ({ actor, role, purpose, correlationId, persons }) => {
    const rows = persons.length > 0 ? persons : [{ personId: null, placeId: null, fields: [] }];
    await pool.query(INSERT, [actor, role, purpose, correlationId, JSON.stringify(rows)]);
  },
});
