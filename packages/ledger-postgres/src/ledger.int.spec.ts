import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import {
  consistencyProof,
  cosign,
  COSIGNATURE,
  cosignatureIn,
  cosignedAt,
  ED25519,
  inclusionProof,
  leafHash,
  openCheckpoint,
  parseNote,
  signerOf,
  treeBuilder,
  treeIn,
  verifyConsistency,
  verifyInclusion,
  writeNote,
} from '@sohoi/ledger';
import fc from 'fast-check';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import {
  allCheckpoints,
  AnotherKey,
  checkpointOver,
  cosignedSize,
  keepCosignature,
  keptSize,
  lastCheckpoint,
  logKey,
  migrateLedger,
  NoSuchTile,
  saveTiles,
  signTree,
  tileAt,
  tilesIn,
  TreeDiffers,
  unfinishedIn,
  WouldFork,
} from './index.js';

const log = signerOf('sohoi.example/so', ED25519, new Uint8Array(32).fill(1));
const leafOf = (n: number) => leafHash(Buffer.from(`event ${n}`));
const position = (n: number): string => String(n).padStart(20, '0');

let pool: Pool;
let drop: () => Promise<void>;

beforeEach(async () => {
  const database = await createTestDatabase({
    key: 'transparency log',
    prepare: async (url) => {
      const preparing = new Pool({ connectionString: url });
      await migrateLedger(preparing).finally(() => preparing.end());
    },
  });
  pool = new Pool({ connectionString: database.url, max: 4 }).on('error', () => undefined);
  drop = async () => {
    await pool.end();
    await database.drop();
  };
});
afterEach(() => drop());

const within = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
};

/** Lets the tree grow from a number of leaves to another, as somebody does who knows no more than what is kept. */
const grow = (from: number, to: number, leaf = leafOf): Promise<void> =>
  within(async (client) => {
    const builder = treeBuilder(from, await unfinishedIn(client, from));
    for (let n = from; n < to; n += 1) builder.add(leaf(n));
    const tiles = builder.takeTiles();
    await saveTiles(
      client,
      tiles.map((tile) => (tile.level === 0 ? { ...tile, after: position(tile.index * 256) } : tile)),
    );
  });

const rootOf = (size: number) => {
  const builder = treeBuilder();
  for (let n = 0; n < size; n += 1) builder.add(leafOf(n));
  return Buffer.from(builder.root()).toString('hex');
};
const sign = () => signTree(pool, log);

describe('the tree that is kept', () => {
  it('grows in any steps, again and again, and gives every root and proof of its past', async () => {
    const steps = [1, 200, 256, 257, 700, 1030];
    let from = 0;
    for (const step of steps) {
      await grow(from, step);
      // Whoever begins anew, or is behind, changes nothing.
      await grow(0, Math.ceil(step / 2));
      expect(await keptSize(pool)).toBe(step);
      from = step;
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: from }), fc.nat(), async (size, some) => {
        const read = tilesIn(pool);
        const head = { size, root: await treeIn(read, size).root() };
        expect(Buffer.from(head.root).toString('hex')).toBe(rootOf(size));
        const proof = await inclusionProof(read, some % size, size);
        expect(verifyInclusion(proof, leafOf(some % size), some % size, head)).toBe(true);
      }),
      { numRuns: 20 },
    );
    await expect(treeIn(tilesIn(pool), from + 1).root()).rejects.toBeInstanceOf(NoSuchTile);
  });

  it('tells the tile in which the event at a position is', async () => {
    await grow(0, 600);
    expect(await tileAt(pool, position(1))).toEqual({ firstLeaf: 0, after: position(0) });
    expect(await tileAt(pool, position(256))).toEqual({ firstLeaf: 0, after: position(0) });
    expect(await tileAt(pool, position(257))).toEqual({ firstLeaf: 256, after: position(256) });
    expect(await tileAt(pool, position(0))).toBeUndefined();
  });

  it('is not overwritten by that of another log, and names the first leaf that differs', async () => {
    await grow(0, 600);
    const altered = (at: number) => (n: number) => (n === at ? leafHash(Buffer.from('forged')) : leafOf(n));
    for (const at of [0, 255, 300, 599]) {
      await expect(grow(0, 800, altered(at))).rejects.toMatchObject({ name: 'TreeDiffers', leaf: at });
    }
    expect(await keptSize(pool)).toBe(600);
    await expect(grow(0, 500, (n) => leafOf(n + 1))).rejects.toBeInstanceOf(TreeDiffers);
    const moved = (client: PoolClient) =>
      saveTiles(client, [{ level: 0, index: 1, width: 1, bytes: leafOf(256), after: position(255) }]);
    await expect(within(moved)).rejects.toMatchObject({ leaf: 256 });
  });

  it.each([
    'DELETE FROM ledger.tile',
    'TRUNCATE ledger.tile',
    "UPDATE ledger.tile SET after = 'x' WHERE level = 0",
    "UPDATE ledger.tile SET hashes = decode(repeat('00', length(hashes)), 'hex')",
    'DELETE FROM ledger.checkpoint WHERE false',
    "UPDATE ledger.verifier SET key = 'x'",
    'UPDATE ledger.checkpoint SET signed = signed',
    'SET session_replication_role = replica; DELETE FROM ledger.tile',
    "INSERT INTO ledger.checkpoint (size, root, signed) VALUES (299, decode(repeat('00', 32), 'hex'), '')",
  ])('refuses %s', async (statement) => {
    await grow(0, 300);
    await sign();
    await expect(pool.query(statement)).rejects.toMatchObject({ code: '23001' });
    await pool.query('RESET session_replication_role');
  });
});

describe('a checkpoint', () => {
  it('is signed of a tree that has grown, and of no other; each begins with the one before', async () => {
    expect(await lastCheckpoint(pool)).toBeUndefined();
    expect(await sign()).toBeUndefined();
    const heads = [];
    for (const [from, to] of [
      [0, 1],
      [1, 256],
      [256, 700],
    ] as const) {
      await grow(from, to);
      const checkpoint = await sign();
      if (!checkpoint) throw new Error('the tree has grown');
      expect(openCheckpoint(checkpoint.signed, log.verifier)).toMatchObject({ size: to, root: checkpoint.root });
      expect(Buffer.from(checkpoint.root).toString('hex')).toBe(rootOf(to));
      expect(await sign()).toBeUndefined();
      heads.push(checkpoint);
    }
    const [first, second, third] = heads;
    if (!first || !second || !third) throw new Error('three were signed');
    const proof = await consistencyProof(tilesIn(pool), second.size, third.size);
    expect(verifyConsistency(proof, second, third)).toBe(true);
    expect(await lastCheckpoint(pool)).toEqual(third);
    expect(await checkpointOver(pool, 2)).toEqual(second);
    expect(await checkpointOver(pool, 701)).toBeUndefined();
    const all = [];
    for await (const one of allCheckpoints(pool)) all.push(one);
    expect(all).toEqual(heads);
  });

  it('is signed with one key for the life of the log', async () => {
    expect(await logKey(pool)).toBeUndefined();
    await grow(0, 10);
    await sign();
    expect(await logKey(pool)).toBe(log.verifier.text);
    await grow(10, 20);
    const other = signerOf('sohoi.example/so', ED25519, new Uint8Array(32).fill(2));
    await expect(signTree(pool, other)).rejects.toBeInstanceOf(AnotherKey);
    expect(await lastCheckpoint(pool)).toMatchObject({ size: 10 });
  });

  it('is handed out with the lines of its witnesses, each the first that it gave, which stay', async () => {
    const witnesses = [2, 3].map((n) => signerOf(`witness.example/w${n}`, COSIGNATURE, new Uint8Array(32).fill(n)));
    await grow(0, 10);
    const checkpoint = await sign();
    if (!checkpoint) throw new Error('the tree has grown');
    const { text } = parseNote(checkpoint.signed);
    for (const [n, { verifier }] of witnesses.entries()) {
      expect(await cosignedSize(pool, verifier)).toBe(0);
      for (const seconds of [7 + n, 99]) {
        const cosigned = await cosign({ text, signatures: [] }, witnesses[n] ?? log, seconds);
        const answer = writeNote(cosigned).slice(text.length + 1);
        await keepCosignature(pool, 10, verifier, cosignatureIn(answer, text, verifier));
      }
      expect(await cosignedSize(pool, verifier)).toBe(10);
    }
    const { signed = '' } = (await lastCheckpoint(pool)) ?? {};
    expect(openCheckpoint(signed, log.verifier)).toMatchObject({ size: 10 });
    expect(witnesses.map(({ verifier }) => cosignedAt(parseNote(signed), verifier))).toEqual([7, 8]);
    await grow(10, 11);
    expect(parseNote((await sign())?.signed ?? '').signatures).toHaveLength(1);
    for (const statement of ['DELETE FROM ledger.cosignature', `UPDATE ledger.cosignature SET line = 'x'`]) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '23001' });
    }
  });

  it('is signed once by two who sign at once', async () => {
    await grow(0, 10);
    const both = await Promise.all([sign(), sign()]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    'UPDATE ledger.tile SET hashes = set_byte(hashes, 40, 0) WHERE (level, index) = (0, 1)',
    'DELETE FROM ledger.tile WHERE (level, index) = (0, 1)',
  ])('is not signed of a tree that was changed since the last one: %s', async (statement) => {
    await grow(0, 300);
    await sign();
    await pool.query(`ALTER TABLE ledger.tile DISABLE TRIGGER USER; ${statement}`);
    await pool.query(
      'UPDATE ledger.tile SET hashes = hashes || substring(hashes FOR 32) WHERE (level, index) = (0, 1)',
    );
    await expect(sign()).rejects.toBeInstanceOf(WouldFork);
    expect(await lastCheckpoint(pool)).toMatchObject({ size: 300 });
  });
});
