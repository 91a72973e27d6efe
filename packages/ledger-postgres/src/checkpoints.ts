import { EMPTY_ROOT, sameHash, signCheckpoint, treeIn } from '@sohoi/ledger';
import type { Signer, TreeHead } from '@sohoi/ledger';
import { withClient } from '@sohoi/sql-migrations';
import type { Pool, PoolClient } from 'pg';
import { keptSize, tilesIn } from './tiles.js';
import type { Queries } from './tiles.js';

export type SignedCheckpoint = TreeHead & {
  /** The signed note, with the lines of witnesses that there are by now. */
  readonly signed: string;
  readonly signedAt: Date;
};

/** The tree that is kept does not begin with the one that was signed last: nothing more may be signed. */
export class WouldFork extends Error {
  override readonly name = 'WouldFork';
  readonly size: number;

  constructor(size: number) {
    super(`the tree does not begin with the ${size} leaves that were signed: the log, or its tree, was altered`);
    this.size = size;
  }
}

/** The log is signed with another key than this one, by which all who have its checkpoints know it. */
export class AnotherKey extends Error {
  override readonly name = 'AnotherKey';

  constructor(known: string, ours: string) {
    super(`the checkpoints of this log are signed with ${known}, not with ${ours}`);
  }
}

type Row = { size: string; root: Buffer; signed: string; signedAt: Date };
const LINES = `(SELECT string_agg(line, '' ORDER BY witness) FROM ledger.cosignature WHERE size = checkpoint.size)`;
const COLUMNS = `size, root, signed || coalesce(${LINES}, '') AS signed, signed_at AS "signedAt"`;
const opened = ({ size, ...rest }: Row): SignedCheckpoint => ({ ...rest, size: Number(size) });

const LAST = `SELECT ${COLUMNS} FROM ledger.checkpoint ORDER BY size DESC LIMIT 1`;
const UP_TO = `SELECT ${COLUMNS} FROM ledger.checkpoint WHERE size >= $1 ORDER BY size LIMIT 1`;

export const lastCheckpoint = async (client: Queries): Promise<SignedCheckpoint | undefined> => {
  const { rows } = await client.query<Row>(LAST);
  return rows[0] && opened(rows[0]);
};

/** The first checkpoint of a tree of this many leaves or more. */
export const checkpointOver = async (client: Queries, size: number): Promise<SignedCheckpoint | undefined> => {
  const { rows } = await client.query<Row>(UP_TO, [size]);
  return rows[0] && opened(rows[0]);
};

const PAGE = 1000;
const BEHIND = `SELECT ${COLUMNS} FROM ledger.checkpoint WHERE size > $1 ORDER BY size LIMIT ${PAGE}`;

/** All checkpoints, smallest tree first, in pages. */
export async function* allCheckpoints(client: Queries): AsyncGenerator<SignedCheckpoint, undefined> {
  for (let after = -1; ;) {
    const { rows } = await client.query<Row>(BEHIND, [after]);
    const page = rows.map(opened);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.size;
  }
}

/** The public key of the log, as C2SP writes it; undefined before the first checkpoint. */
export const logKey = async (client: Queries): Promise<string | undefined> =>
  (await client.query<{ key: string }>('SELECT key FROM ledger.verifier')).rows[0]?.key;

/** Any fixed number: those who sign take turns. */
const SIGNING_LOCK = 7305003;
const INSERT = `INSERT INTO ledger.checkpoint (size, root, signed) VALUES ($1, $2, $3) RETURNING signed_at AS "signedAt"`;

/**
 * Signs the tree that is kept, if it has grown; two that sign at once sign one after the other.
 * @returns the checkpoint; undefined if there is nothing new
 * @throws WouldFork, AnotherKey, and then nothing was signed
 */
export const signTree = (pool: Pool, signer: Signer): Promise<SignedCheckpoint | undefined> =>
  withClient(pool, async (client) => {
    await client.query('BEGIN');
    const signed = await signIn(client, signer);
    await client.query('COMMIT');
    return signed;
  });

const signIn = async (client: PoolClient, signer: Signer): Promise<SignedCheckpoint | undefined> => {
  await client.query('SELECT pg_advisory_xact_lock($1)', [SIGNING_LOCK]);
  const key = await logKey(client);
  const ours = signer.verifier.text;
  if (key !== undefined && key !== ours) throw new AnotherKey(key, ours);
  const last = await lastCheckpoint(client);
  const size = await keptSize(client);
  if (size < (last?.size ?? 0)) throw new WouldFork(last?.size ?? 0);
  if (size === (last?.size ?? 0)) return undefined;
  const tree = treeIn(tilesIn(client), size);
  if (!sameHash(await tree.root(0, last?.size ?? 0), last?.root ?? EMPTY_ROOT)) throw new WouldFork(last?.size ?? 0);
  const head = { size, root: await tree.root() };
  if (key === undefined) await client.query('INSERT INTO ledger.verifier (key) VALUES ($1)', [ours]);
  const signed = await signCheckpoint({ ...head, origin: signer.verifier.name, extensions: [] }, signer);
  const { rows } = await client.query<{ signedAt: Date }>(INSERT, [size, head.root, signed]);
  return { ...head, signed, signedAt: rows[0]?.signedAt ?? new Date() };
};
