import type { EvidenceRow } from '@sohoi/standings';
import type { PoolClient } from 'pg';

/** Which event says what about which measure of whom; rows are only ever added. */
export const evidenceDdl = (table: string): string => `
  CREATE TABLE ${table} (
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL,
    measure      text COLLATE "C" NOT NULL,
    at           date NOT NULL,
    amount       double precision NOT NULL,
    position     text COLLATE "C" NOT NULL
  );
  CREATE INDEX ON ${table} (subject_id, measure, position)`;

/** Rows in one statement. */
const AT_ONCE = 5000;

/** By columns: PostgreSQL takes arrays apart sooner than it reads so many small JSON objects. */
export const addEvidence = async (
  client: PoolClient,
  table: string,
  evidence: readonly EvidenceRow[],
): Promise<void> => {
  const statement = `INSERT INTO ${table} (subject_kind, subject_id, measure, at, amount, position)
    SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::date[], $5::double precision[], $6::text[])`;
  for (let first = 0; first < evidence.length; first += AT_ONCE) {
    const rows = evidence.slice(first, first + AT_ONCE);
    await client.query(statement, [
      arrayOf(rows.map(({ subjectKind }) => subjectKind)),
      arrayOf(rows.map(({ subjectId }) => subjectId)),
      rows.map(({ measure }) => measure),
      arrayOf(rows.map(({ at }) => at)),
      arrayOf(rows.map(({ amount }) => amount)),
      arrayOf(rows.map(({ position }) => position)),
    ]);
  }
};

/** Of values that need no quotes in an array: ids, dates, numbers and positions. */
const arrayOf = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;
