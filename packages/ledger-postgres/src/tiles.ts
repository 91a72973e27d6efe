import { TILE_WIDTH, unfinishedTiles } from '@sohoi/ledger';
import type { Tile, TileReader, WrittenTile } from '@sohoi/ledger';
import type { PoolClient, QueryResultRow } from 'pg';

const HASH_BYTES = 32;

/** Where it is read: a pool, one of its connections, or what answers like one. */
export type Queries = {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Row[] }>;
};

/** A tile as it is kept; `after` at level 0 alone. */
export type KeptTile = WrittenTile & {
  /** The position in the log after which the tile's events begin. */
  readonly after?: string | undefined;
};

/** The tree over the log as it is read now is not the one that is kept: an event was altered, removed, inserted or moved. */
export class TreeDiffers extends Error {
  override readonly name = 'TreeDiffers';
  /** The first leaf that differs, from 0. */
  readonly leaf: number;

  constructor(leaf: number) {
    super(`the log is not the one that its tree was made of: leaf ${leaf} differs`);
    this.leaf = leaf;
  }
}

const SAVE = `
  INSERT INTO ledger.tile (level, index, hashes, after)
  SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::text[])
  ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes
    WHERE length(tile.hashes) < length(excluded.hashes)
      AND substring(excluded.hashes FOR length(tile.hashes)) = tile.hashes AND tile.after IS NOT DISTINCT FROM excluded.after`;

const KEPT = `
  SELECT kept.level, kept.index, kept.hashes, new.hashes AS others, kept.after IS DISTINCT FROM new.after AS moved
    FROM unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::text[]) AS new (level, index, hashes, after)
    JOIN ledger.tile kept ON (kept.level, kept.index) = (new.level, new.index)
   WHERE substring(kept.hashes FOR length(new.hashes)) <> substring(new.hashes FOR length(kept.hashes)) OR kept.after IS DISTINCT FROM new.after
   ORDER BY kept.level, kept.index LIMIT 1`;
type Differing = { level: number; index: string; hashes: Buffer; others: Buffer; moved: boolean };

/**
 * Keeps tiles, in the caller's transaction. One that is kept already, or longer, stays as it is.
 * @throws TreeDiffers if other hashes are kept there
 */
export const saveTiles = async (client: PoolClient, tiles: readonly KeptTile[]): Promise<void> => {
  const columns = [
    tiles.map(({ level }) => level),
    tiles.map(({ index }) => index),
    tiles.map(({ bytes }) => bytes),
    tiles.map(({ after }) => after ?? null),
  ];
  await client.query(SAVE, columns);
  const { rows } = await client.query<Differing>(KEPT, columns);
  const [differing] = rows;
  if (differing) throw new TreeDiffers(leafOf(differing));
};

/** The first leaf below the first hash that differs. */
const leafOf = ({ level, index, hashes, others, moved }: Differing): number => {
  let n = 0;
  const at = (some: Buffer): Buffer => some.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES);
  while (!moved && at(hashes).equals(at(others))) n += 1;
  return (Number(index) * TILE_WIDTH + n) * TILE_WIDTH ** level;
};

const READ = 'SELECT hashes FROM ledger.tile WHERE (level, index) = ($1, $2)';

/** No tile, or a shorter one, is kept there. */
export class NoSuchTile extends Error {
  override readonly name = 'NoSuchTile';
}

/** A proof reads from some ten tiles, several times from each. */
const REMEMBERED = 32;

/** Reads tiles one by one, and remembers the last few. */
export const tilesIn = (client: Queries): TileReader => {
  const read = new Map<string, Promise<Uint8Array>>();
  const fetch = async ({ level, index, width }: Tile): Promise<Uint8Array> => {
    const { rows } = await client.query<{ hashes: Buffer }>(READ, [level, index]);
    const hashes = rows[0]?.hashes.subarray(0, width * HASH_BYTES);
    if (!hashes || hashes.length < width * HASH_BYTES) {
      throw new NoSuchTile(`tile ${index} of level ${level} is not kept with ${width} hashes`);
    }
    return hashes;
  };
  return (tile) => {
    const key = `${tile.level}/${tile.index}/${tile.width}`;
    const bytes = read.get(key) ?? fetch(tile);
    read.delete(key);
    read.set(key, bytes);
    for (const oldest of read.keys()) if (read.size > REMEMBERED) read.delete(oldest);
    return bytes;
  };
};

const AFTER = 'SELECT after FROM ledger.tile WHERE level = 0 AND index = $1';

/** What a builder needs to go on from the first `size` leaves of the tree that is kept. */
export const unfinishedIn = (client: PoolClient, size: number): Promise<readonly KeptTile[]> => {
  const read = tilesIn(client);
  return Promise.all(
    unfinishedTiles(size).map(async (tile) => {
      const bytes = await read(tile);
      if (tile.level > 0) return { ...tile, bytes };
      const { rows } = await client.query<{ after: string }>(AFTER, [tile.index]);
      return { ...tile, bytes, after: rows[0]?.after };
    }),
  );
};

const SIZE = `SELECT index * ${TILE_WIDTH} + length(hashes) / ${HASH_BYTES} AS size FROM ledger.tile
  WHERE level = 0 ORDER BY index DESC LIMIT 1`;

/** Leaves in the tree that is kept. */
export const keptSize = async (client: Queries): Promise<number> => {
  const { rows } = await client.query<{ size: string }>(SIZE);
  return Number(rows[0]?.size ?? 0);
};

const FIND = 'SELECT index, after FROM ledger.tile WHERE level = 0 AND after < $1 ORDER BY after DESC LIMIT 1';

/** The tile in which an event at this position of the log is a leaf: its first leaf, and the position before it. */
export const tileAt = async (
  client: Queries,
  position: string,
): Promise<{ readonly firstLeaf: number; readonly after: string } | undefined> => {
  const { rows } = await client.query<{ index: string; after: string }>(FIND, [position]);
  return rows[0] && { firstLeaf: Number(rows[0].index) * TILE_WIDTH, after: rows[0].after };
};
