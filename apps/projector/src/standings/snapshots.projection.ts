import { categoriesOf, readableOf } from '@sohoi/projection';
import type { Lift, Projection } from '@sohoi/projection';
import { chapterPart, clusterPart, handOver } from '@sohoi/standings';
import type { Part } from '@sohoi/standings';
import { documentsDdl, snapshotsDdl, snapshotTables } from '@sohoi/standings-past';
import type { Kind } from '@sohoi/standings-past';
import type { PoolClient } from 'pg';
import { unionStreams } from '../streams.js';
import { writeRows } from './json-rows.js';

/** When a snapshot ends and the next begins, in events of the union's streams: of others whole batches are not heard of. */
export type Span = {
  readonly events: number;
  /** Events that tell of units, rubrics, periods and clusters: whoever asks for a moment reads all of them since the snapshot. */
  readonly rules: number;
};

export const SPAN: Span = { events: 500_000, rules: 500 };

type Snapshot = { number: number; position: string; events: number; rules: number };

/** The memory of a standing as it was, at intervals; of each snapshot only what has changed since the one before. */
const snapshots = <State, Document extends object>(
  kind: Kind,
  part: Part<State, Document>,
  lift: Lift,
  span: Span,
): Projection => {
  const names = snapshotTables(kind);
  const rules: ReadonlySet<string> = new Set(part.rules);
  const read = readableOf(unionStreams, lift);
  return {
    name: `${kind}-snapshots`,
    version: 1,
    tables: [
      { name: names.snapshots, ddl: snapshotsDdl },
      { name: names.documents, ddl: documentsDdl },
    ],
    reads: categoriesOf(unionStreams),
    open: async (loader, table) => {
      const state = part.create();
      const documents = table(names.documents);
      for await (const document of loadNewest<Document>(loader, documents)) part.restore(state, document);
      const isFull = ({ events, rules: ofRules }: Snapshot): boolean => events >= span.events || ofRules >= span.rules;
      const after = (last: Snapshot): Snapshot =>
        isFull(last) ? { ...last, number: last.number + 1, events: 0, rules: 0 } : last;
      let growing = after(await lastIn(loader, table(names.snapshots)));

      const keep = async (client: PoolClient): Promise<void> => {
        const { number } = growing;
        const changed = part.documentsOf(state, handOver(part.pendingOf(state)));
        await save(client, documents, number, changed);
        await put(client, table(names.snapshots), growing);
      };
      return {
        apply: async (client, batch) => {
          for (const { event, envelope } of read(batch)) {
            const { position } = envelope;
            part.evolve(state, { ...event, position });
            growing.position = position;
            growing.events += 1;
            if (rules.has(event.type)) growing.rules += 1;
            if (!isFull(growing)) continue;
            await keep(client);
            growing = after(growing);
          }
          if (growing.events > 0) await keep(client);
        },
      };
    },
  };
};

export const chapterSnapshots = (lift: Lift, span: Span = SPAN): Projection =>
  snapshots('chapter', chapterPart, lift, span);

export const clusterSnapshots = (lift: Lift, span: Span = SPAN): Projection =>
  snapshots('cluster', clusterPart, lift, span);

const lastIn = async (client: PoolClient, table: string): Promise<Snapshot> => {
  const { rows } = await client.query<Snapshot>(
    `SELECT number, position, events, rules FROM ${table} ORDER BY number DESC LIMIT 1`,
  );
  return rows[0] ?? { number: 1, position: '', events: 0, rules: 0 };
};

const put = async (client: PoolClient, table: string, { number, position, events, rules }: Snapshot): Promise<void> => {
  await client.query(
    `INSERT INTO ${table} (number, position, events, rules) VALUES ($1, $2, $3, $4)
     ON CONFLICT (number) DO UPDATE SET position = excluded.position, events = excluded.events, rules = excluded.rules`,
    [number, position, events, rules],
  );
};

const save = (
  client: PoolClient,
  table: string,
  number: number,
  documents: ReadonlyMap<string, object>,
): Promise<void> =>
  writeRows(
    client,
    `INSERT INTO ${table} (key, number, document)
     SELECT key, number, document FROM json_to_recordset($1::json) AS r(key text, number integer, document json)
     ON CONFLICT (key, number) DO UPDATE SET document = excluded.document`,
    rowsOf(number, documents),
  );

function* rowsOf(number: number, documents: ReadonlyMap<string, object>): Generator<object> {
  for (const [key, document] of documents) yield { key, number, document };
}

const PAGE = 5000;

/** The last document of each key, in pages. */
async function* loadNewest<D>(client: PoolClient, table: string): AsyncGenerator<D> {
  let after = '';
  for (;;) {
    const { rows } = await client.query<{ key: string; document: D }>(
      `SELECT DISTINCT ON (key) key, document FROM ${table} WHERE key > $1 ORDER BY key, number DESC LIMIT ${PAGE}`,
      [after],
    );
    for (const { document } of rows) yield document;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.key;
  }
}
