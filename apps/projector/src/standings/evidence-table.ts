import type { EvidenceRow } from '@sohoi/standings';
import type { PoolClient } from 'pg';
import { writeRows } from './json-rows.js';

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

export const addEvidence = (client: PoolClient, table: string, evidence: readonly EvidenceRow[]): Promise<void> =>
  writeRows(
    client,
    `INSERT INTO ${table} (subject_kind, subject_id, measure, at, amount, position)
     SELECT "subjectKind", "subjectId", measure, at, amount, position FROM json_to_recordset($1::json)
         AS r("subjectKind" text, "subjectId" uuid, measure text, at date, amount double precision, position text)`,
    evidence,
  );
