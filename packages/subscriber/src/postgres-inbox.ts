import type { Pool, PoolClient } from 'pg';
import type { CloudEvent } from './cloud-event.js';
import { subjectKey } from './inbox.js';
import type { DeadLetter, Inbox, InboxTransaction, Known, Placed } from './inbox.js';

/** Writes of an effect: a connection in the transaction of the event. */
export type Effects = Pick<PoolClient, 'query'>;

// Two that begin at once would both find nothing there: the whole is one transaction, behind one lock. `json` keeps an event
// as it came; `jsonb` would refuse U+0000 in its data.
const tables = (schema: string): string => `
  SELECT pg_advisory_xact_lock(hashtext('${schema}'));
  CREATE SCHEMA IF NOT EXISTS ${schema};
  CREATE TABLE IF NOT EXISTS ${schema}.place (
    subscriber text NOT NULL, line text NOT NULL, place text NOT NULL, PRIMARY KEY (subscriber, line)
  );
  CREATE TABLE IF NOT EXISTS ${schema}.snapshot (
    subscriber text NOT NULL, source text NOT NULL, up_to text NOT NULL, PRIMARY KEY (subscriber, source)
  );
  CREATE TABLE IF NOT EXISTS ${schema}.subject (
    subscriber text NOT NULL, source text NOT NULL, subject text NOT NULL,
    version bigint NOT NULL, last_sequence text, parked boolean NOT NULL DEFAULT false,
    PRIMARY KEY (subscriber, source, subject)
  );
  CREATE TABLE IF NOT EXISTS ${schema}.dead_letter (
    subscriber text NOT NULL, source text NOT NULL, id text NOT NULL, subject text NOT NULL, sequence text NOT NULL,
    event json NOT NULL, reason text NOT NULL, attempts int NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subscriber, source, id)
  );
  CREATE INDEX IF NOT EXISTS dead_letter_in_order ON ${schema}.dead_letter (subscriber, source, subject, sequence);
  CREATE TABLE IF NOT EXISTS ${schema}.unreadable (
    subscriber text NOT NULL, at text NOT NULL, received text NOT NULL, reason text NOT NULL,
    PRIMARY KEY (subscriber, at)
  );`;

type SubjectRow = {
  source: string;
  subject: string;
  version: string;
  last_sequence: string | null;
  parked: boolean;
};

type LetterRow = Omit<DeadLetter, 'event'> & { readonly event: CloudEvent };

const knownIn = (rows: readonly SubjectRow[]): ReadonlyMap<string, Known> =>
  new Map(
    rows.map((row) => [
      subjectKey(row),
      { version: Number(row.version), sequence: row.last_sequence ?? undefined, parked: row.parked },
    ]),
  );

const sourcesOf = (events: readonly Placed[]): readonly string[] => events.map(({ source }) => source);
const subjectsOf = (events: readonly Placed[]): readonly string[] => events.map(({ subject }) => subject);

/** Of those that stood in each other's way, of a server that stops or starts, and of a way to it that broke. */
const PASSING = /^(40001|40P01|57P0[1-3]|08...)$/;

/** It has its listener from the first moment on: what the server says as it cuts a connection may come with the answer before. */
const connectionOf = (pool: Pool, onError: (error: Error) => void): Promise<PoolClient> =>
  new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (!client) {
        reject(error ?? new Error('the pool gave no connection'));
        return;
      }
      client.on('error', onError);
      resolve(client);
    });
  });

/** PostgreSQL takes no NUL in a text. */
const storable = (text: string): string => text.replaceAll('\u0000', '\uFFFD');

export type PostgresInbox = Inbox<Effects> & {
  /** Makes the tables where they are missing. */
  prepare(): Promise<void>;
};

/**
 * What a subscriber knows, in a schema of its own database.
 * @param schema a plain name, a to z, digits and `_`
 */
export const postgresInbox = (pool: Pool, subscriber: string, schema = 'so_hoi_inbox'): PostgresInbox => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new RangeError(`schema: not a plain name: ${schema}`);

  const select = `SELECT source, subject, version, last_sequence, parked FROM ${schema}.subject
    WHERE subscriber = $1 AND (source, subject) IN (SELECT * FROM unnest($2::text[], $3::text[]))`;

  const transactionOn = (effects: Effects): InboxTransaction<Effects> => ({
    effects,
    hold: async (events) => {
      const of = [subscriber, sourcesOf(events), subjectsOf(events)];
      // In the order of the key, so that two that hold the same subjects wait for each other in one direction only.
      await effects.query(
        `INSERT INTO ${schema}.subject (subscriber, source, subject, version)
         SELECT DISTINCT $1, asked.source, asked.subject, 0 FROM unnest($2::text[], $3::text[]) asked (source, subject)
         ORDER BY 2, 3 ON CONFLICT DO NOTHING`,
        of,
      );
      const { rows } = await effects.query<SubjectRow>(`${select} ORDER BY source, subject FOR UPDATE`, of);
      return knownIn(rows);
    },
    took: async (events) => {
      await effects.query(
        `UPDATE ${schema}.subject own SET version = taken.version, last_sequence = taken.sequence
         FROM (SELECT DISTINCT ON (source, subject) * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[])
                 taken (source, subject, version, sequence) ORDER BY source, subject, version DESC) taken
         WHERE own.subscriber = $1 AND own.source = taken.source AND own.subject = taken.subject`,
        [
          subscriber,
          sourcesOf(events),
          subjectsOf(events),
          events.map(({ streamversion }) => streamversion),
          events.map(({ sequence }) => sequence),
        ],
      );
    },
    park: async ({ source, subject, sequence, event, reason, attempts }) => {
      await effects.query(
        `INSERT INTO ${schema}.dead_letter (subscriber, source, id, subject, sequence, event, reason, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (subscriber, source, id) DO NOTHING`,
        [subscriber, source, event.id, subject, sequence, JSON.stringify(event), storable(reason), attempts],
      );
      await effects.query(
        `UPDATE ${schema}.subject SET parked = true WHERE subscriber = $1 AND source = $2 AND subject = $3`,
        [subscriber, source, subject],
      );
    },
    parkedOf: async ({ source, subject }) => {
      await effects.query(
        `SELECT FROM ${schema}.subject WHERE subscriber = $1 AND source = $2 AND subject = $3 FOR UPDATE`,
        [subscriber, source, subject],
      );
      const { rows } = await effects.query<LetterRow>(
        `SELECT source, subject, sequence, event, reason, attempts FROM ${schema}.dead_letter
         WHERE subscriber = $1 AND source = $2 AND subject = $3 ORDER BY sequence`,
        [subscriber, source, subject],
      );
      return rows;
    },
    release: async ({ source, subject }) => {
      const of = [subscriber, source, subject];
      const whose = 'WHERE subscriber = $1 AND source = $2 AND subject = $3';
      await effects.query(`DELETE FROM ${schema}.dead_letter ${whose}`, of);
      await effects.query(`UPDATE ${schema}.subject SET parked = false ${whose}`, of);
    },
    setAside: async (_line, unreadable) => {
      for (const { at, received, reason } of unreadable) {
        await effects.query(`INSERT INTO ${schema}.unreadable VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
          ...[subscriber, at, storable(received), reason],
        ]);
      }
    },
    reached: async (line, place) => {
      await effects.query(
        `INSERT INTO ${schema}.place VALUES ($1, $2, $3) ON CONFLICT (subscriber, line) DO UPDATE SET place = $3`,
        [subscriber, line, place],
      );
    },
    loaded: async (source, upTo) => {
      const { rowCount } = await effects.query(
        `INSERT INTO ${schema}.snapshot VALUES ($1, $2, $3) ON CONFLICT (subscriber, source) DO NOTHING`,
        [subscriber, source, upTo],
      );
      return rowCount === 1;
    },
  });

  /** What transactions threw whose connection did not live to its end. */
  const cutShort = new WeakSet<Error>();

  return {
    prepare: async () => void (await pool.query(tables(schema))),
    placeOf: async (line) => {
      const { rows } = await pool.query<{ place: string }>(
        `SELECT place FROM ${schema}.place WHERE subscriber = $1 AND line = $2`,
        [subscriber, line],
      );
      return rows[0]?.place;
    },
    loadedUpTo: async () => {
      const { rows } = await pool.query<{ source: string; up_to: string }>(
        `SELECT source, up_to FROM ${schema}.snapshot WHERE subscriber = $1`,
        [subscriber],
      );
      return new Map(rows.map(({ source, up_to }) => [source, up_to]));
    },
    known: async (events) => {
      const { rows } = await pool.query<SubjectRow>(select, [subscriber, sourcesOf(events), subjectsOf(events)]);
      return knownIn(rows);
    },
    inTransaction: async (work) => {
      let broken: unknown;
      // A connection that dies fails the query in flight, or the next one, and not the process.
      const lost = (error: unknown): void => void (broken = error);
      const client = await connectionOf(pool, lost);
      try {
        await client.query('BEGIN');
        const result = await work(transactionOn(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((failed: unknown) => (broken = failed));
        if (broken !== undefined && error instanceof Error) cutShort.add(error);
        throw error;
      } finally {
        // One that is cut may still say so.
        if (broken === undefined) client.off('error', lost);
        client.release(broken !== undefined);
      }
    },
    deadLetters: async (limit) => {
      const { rows } = await pool.query<LetterRow>(
        `SELECT source, subject, sequence, event, reason, attempts FROM ${schema}.dead_letter
         WHERE subscriber = $1 ORDER BY sequence LIMIT $2`,
        [subscriber, limit],
      );
      return rows;
    },
    passes: (error) =>
      error instanceof Error && (cutShort.has(error) || PASSING.test((error as { readonly code?: string }).code ?? '')),
    answers: async () => {
      try {
        await pool.query('SELECT 1');
        return true;
      } catch {
        return false;
      }
    },
  };
};
