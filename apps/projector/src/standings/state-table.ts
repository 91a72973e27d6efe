import type { PoolClient } from 'pg';
import { writeRows } from './json-rows.js';

/** The projection's memory: pieces of its state, of which all together are the whole. */
export const stateDdl = (table: string): string =>
  `CREATE TABLE ${table} (key text COLLATE "C" PRIMARY KEY, document json NOT NULL)`;

export const saveDocuments = (
  client: PoolClient,
  table: string,
  documents: ReadonlyMap<string, object>,
): Promise<void> =>
  writeRows(
    client,
    `INSERT INTO ${table} (key, document) SELECT key, document FROM json_to_recordset($1::json) AS r(key text, document json)
     ON CONFLICT (key) DO UPDATE SET document = excluded.document`,
    [...documents].map(([key, document]) => ({ key, document })),
  );

const PAGE = 5000;

/** All documents, in pages, so that a nation's chapters need not be in memory twice. */
export async function* loadDocuments<D>(client: PoolClient, table: string): AsyncGenerator<D> {
  let after = '';
  for (;;) {
    const { rows } = await client.query<{ key: string; document: D }>(
      `SELECT key, document FROM ${table} WHERE key > $1 ORDER BY key LIMIT ${PAGE}`,
      [after],
    );
    for (const { document } of rows) yield document;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.key;
  }
}
