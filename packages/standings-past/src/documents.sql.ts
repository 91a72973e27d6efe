import type { Ask } from './ask.js';
import { snapshotTables } from './snapshot-tables.js';
import type { Kind } from './snapshot-tables.js';

/** The documents of the last snapshot no later than a position. */
export type Documents<Document> = {
  /** Up to which position they reach; empty: there is none so early. */
  readonly position: string;
  /** Rubrics and periods. */
  readonly rules: () => Promise<readonly Document[]>;
  readonly of: (keys: readonly string[]) => Promise<readonly Document[]>;
  /** Of units, and of all that ever stood above them. */
  readonly upFrom: (unitIds: readonly string[]) => Promise<readonly Document[]>;
};

type Row<Document> = { readonly document: Document };

export const documentsAt = async <Document>(ask: Ask, kind: Kind, position: string): Promise<Documents<Document>> => {
  const tables = snapshotTables(kind);
  const [last] = await ask<{ number: number; position: string }>(
    `SELECT number, position FROM read.${tables.snapshots} WHERE position <= $1 ORDER BY position DESC LIMIT 1`,
    [position],
  );
  if (!last) {
    const none = (): Promise<readonly Document[]> => Promise.resolve([]);
    return { position: '', rules: none, of: none, upFrom: none };
  }
  const { number } = last;
  const newest = (key: string): string => `
    (SELECT document FROM read.${tables.documents}
      WHERE key = ${key} AND number <= $2 ORDER BY number DESC LIMIT 1)`;
  const documents = (rows: readonly Row<Document>[]): readonly Document[] => rows.map(({ document }) => document);
  return {
    position: last.position,
    rules: async () =>
      documents(
        await ask(
          `SELECT DISTINCT ON (key) document FROM read.${tables.documents}
            WHERE (key > 'period/' AND key < 'period0' OR key > 'rubric/' AND key < 'rubric0') AND number <= $1
            ORDER BY key, number DESC`,
          [number],
        ),
      ),
    of: async (keys) =>
      keys.length === 0
        ? []
        : documents(
            await ask(
              `SELECT kept.document FROM unnest($1::text[]) AS asked (key) CROSS JOIN LATERAL ${newest('asked.key')} AS kept`,
              [keys, number],
            ),
          ),
    upFrom: async (unitIds) =>
      documents(
        await ask(
          `WITH RECURSIVE up (key) AS (
             SELECT unnest($1::text[])
             UNION
             SELECT 'unit/' || (parent ->> 'value')
               FROM up
              CROSS JOIN LATERAL ${newest('up.key')} AS kept
              CROSS JOIN LATERAL json_array_elements(kept.document -> 'unit' -> 'parents') AS parent
              WHERE parent ->> 'value' IS NOT NULL
           )
           SELECT kept.document FROM up CROSS JOIN LATERAL ${newest('up.key')} AS kept`,
          [unitIds.map((id) => `unit/${id}`), number],
        ),
      ),
  };
};
