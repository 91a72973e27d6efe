import { EMPTY_ROOT, nodeHash } from './hash.js';
import type { Hash } from './hash.js';
import { hashIn, TILE_HEIGHT, TILE_WIDTH, tileWidth } from './tile.js';
import type { Tile } from './tile.js';

/** Gives the bytes of a tile: 32 a hash, at least as many as its width. */
export type TileReader = (tile: Tile) => Promise<Uint8Array>;

/** A reader gave fewer hashes than the tile has. */
export class TileTooShort extends Error {
  override readonly name = 'TileTooShort';
  readonly tile: Tile;

  constructor(tile: Tile, bytes: number) {
    super(`tile ${tile.index} of level ${tile.level} has ${bytes} bytes, not ${tile.width} hashes`);
    this.tile = tile;
  }
}

/** The root over two or more hashes that lie side by side and number a power of two. */
export const rootOver = (hashes: readonly Hash[]): Hash => {
  let row = hashes;
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let n = 0; n + 1 < row.length; n += 2) above.push(nodeHash(row[n] as Hash, row[n + 1] as Hash));
    row = above;
  }
  return row[0] ?? EMPTY_ROOT;
};

/** The greatest power of two that is less than n; n is at least 2. */
export const splitOf = (n: number): number => {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
};

/** The tree of `size` leaves as its tiles hold it; nothing is read until it is asked for. */
export const treeIn = (read: TileReader, size: number) => {
  const bytesOf = async (level: number, index: number): Promise<Uint8Array> => {
    const tile = { level, index, width: tileWidth(size, level, index) };
    const bytes = await read(tile);
    if (bytes.length < tile.width * 32) throw new TileTooShort(tile, bytes.length);
    return bytes;
  };

  /** The root over leaves that fill a whole subtree: `2 ** height` of them, from a multiple of that number. */
  const full = async (start: number, height: number): Promise<Hash> => {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = start / TILE_WIDTH ** level;
    const bytes = await bytesOf(level, Math.floor(first / TILE_WIDTH));
    const from = first % TILE_WIDTH;
    return rootOver(Array.from({ length: count }, (_, n) => hashIn(bytes, from + n)));
  };

  /** MTH(D[start:end]) of RFC 6962 §2.1, for ranges that occur in a tree. */
  const root = async (start = 0, end = size): Promise<Hash> => {
    const count = end - start;
    if (count === 0) return EMPTY_ROOT;
    const height = Math.log2(count);
    if (Number.isInteger(height)) return full(start, height);
    const split = splitOf(count);
    return nodeHash(await root(start, start + split), await root(start + split, end));
  };
  return { root };
};
