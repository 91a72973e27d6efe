import type { Pool, PoolClient } from 'pg';
import type { MasterKeys, OwnedBytes } from '../master-keys.js';
import { withClient } from '@sohoi/sql-migrations';
import { beginGeneration, ensureGeneration, ofPerson, ofSecret } from './generations.js';

/** Another process rotates the master key at this moment. */
export class RotationUnderWay extends Error {
  override readonly name = 'RotationUnderWay';

  constructor() {
    super('the master key is being rotated already');
  }
}

export type RotationProgress = {
  /** Keys wrapped anew so far, and how many there are. */
  readonly done: number;
  readonly total: number;
};

export type RotationOptions = {
  readonly pool: Pool;
  readonly masterKeys: MasterKeys;
  readonly onProgress?: (progress: RotationProgress) => void;
  /** Ends it after the batch in flight; the next rotation goes on from there. */
  readonly signal?: AbortSignal;
};

/** Keys per transaction. */
const BATCH = 1000;

const LOCK = `SELECT pg_try_advisory_lock(hashtextextended('sohoi vault rotation', 0)) AS locked`;
const UNLOCK = `SELECT pg_advisory_unlock(hashtextextended('sohoi vault rotation', 0))`;
const RETIRING = `SELECT id FROM vault.master_key WHERE state = 'retiring' ORDER BY created_at, id`;
const CURRENT = `SELECT id FROM vault.master_key WHERE state = 'current'`;
const COUNT = `
  SELECT (SELECT count(*) FROM vault.person_key WHERE master_key_id = ANY($1) AND wrapped IS NOT NULL)::integer
       + (SELECT count(*) FROM vault.secret WHERE master_key_id = ANY($1))::integer AS total`;
const PERSONS = `
  SELECT person_id AS id, wrapped FROM vault.person_key
   WHERE master_key_id = $1 AND wrapped IS NOT NULL ORDER BY person_id LIMIT ${BATCH}`;
const SECRETS = 'SELECT name AS id, wrapped FROM vault.secret WHERE master_key_id = $1';
const REWRAP = 'SELECT vault.rewrap_keys($1::uuid[], $2::bytea[], $3::bytea[], $4)';
const REWRAP_SECRETS = `
  UPDATE vault.secret s SET wrapped = new.after, master_key_id = $4
    FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS new (id, before, after)
   WHERE s.name = new.id AND s.wrapped = new.before`;
const DESTROYED = `UPDATE vault.master_key SET state = 'destroyed', destroyed_at = now() WHERE id = $1`;

/** How the keys of one table are found and written, and whose they are. */
type Kind = { readonly select: string; readonly update: string; readonly of: (id: string) => string };
const persons: Kind = { select: PERSONS, update: REWRAP, of: ofPerson };
const secrets: Kind = { select: SECRETS, update: REWRAP_SECRETS, of: ofSecret };

type Row = { readonly id: string; readonly wrapped: Buffer };

/**
 * A new generation of the master key: wraps every key anew and destroys the generation before. From then on no old copy
 * of a row (in the write-ahead log, in a backup) can be unwrapped: erasures until here are final. Everything keeps
 * running meanwhile, in this process and in others. A rotation that was cut short is gone on with.
 *
 *   current → retiring    a newer generation wraps from now on
 *   retiring → destroyed  nothing is wrapped by it any more, and its key is gone
 *
 * @throws RotationUnderWay; the signal's reason if it was aborted
 */
export const rotateMasterKey = ({ pool, masterKeys, onProgress, signal }: RotationOptions): Promise<void> =>
  withClient(pool, async (client) => {
    const { rows } = await client.query<{ locked: boolean }>(LOCK);
    if (!rows[0]?.locked) throw new RotationUnderWay();
    if ((await idsOf(client, RETIRING)).length === 0) {
      await beginGeneration(client, masterKeys, await ensureGeneration(client, masterKeys));
    }
    const [generation = ''] = await idsOf(client, CURRENT);
    const retiring = await idsOf(client, RETIRING);
    const counted = await client.query<{ total: number }>(COUNT, [retiring]);
    const total = counted.rows[0]?.total ?? 0;
    let done = 0;
    const advance = (count: number): void => {
      done += count;
      onProgress?.({ done: Math.min(done, total), total });
      signal?.throwIfAborted();
    };
    for (const old of retiring) {
      for (const kind of [secrets, persons]) {
        for (let count = 1; count > 0;) {
          count = await rewrapBatch(client, masterKeys, old, generation, kind);
          advance(count);
        }
      }
      await masterKeys.destroy(old);
      await client.query(DESTROYED, [old]);
    }
    await client.query(UNLOCK);
  });

const rewrapBatch = async (
  client: PoolClient,
  masterKeys: MasterKeys,
  old: string,
  generation: string,
  { select, update, of }: Kind,
): Promise<number> => {
  const { rows } = await client.query<Row>(select, [old]);
  if (rows.length === 0) return 0;
  const before = rows.map(({ wrapped }) => wrapped);
  const owned = (keys: readonly Uint8Array[]): OwnedBytes[] =>
    keys.map((bytes, n) => ({ of: of(rows[n]?.id ?? ''), bytes }));
  const after = await masterKeys.wrap(generation, owned(await masterKeys.unwrap(old, owned(before))));
  // One that was erased meanwhile is passed over: its wrapped form is not the one that was read.
  await client.query(update, [rows.map(({ id }) => id), before, after.map((key) => Buffer.from(key)), generation]);
  return rows.length;
};

const idsOf = async (client: PoolClient, sql: string): Promise<readonly string[]> =>
  (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
