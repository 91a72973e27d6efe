import { HASH_BYTES } from './hash.js';
import type { Hash } from './hash.js';

/** Levels of the tree that one tile spans, fixed by C2SP tlog-tiles. */
export const TILE_HEIGHT = 8;

/** Hashes in a full tile. */
export const TILE_WIDTH = 256;

/**
 * A run of neighbouring hashes of the tree (c2sp.org/tlog-tiles): at level 0 those of leaves, at level n + 1 the roots of
 * full tiles of level n. A full tile never changes again.
 */
export type Tile = {
  readonly level: number;
  /** Its place in its level, from 0. */
  readonly index: number;
  /** Hashes in it: 256 in a full one, fewer in the last of its level. */
  readonly width: number;
};

/** Where a tile is found below the log's prefix, e.g. `tile/0/x001/x234/067` or `tile/1/000.p/17`. */
export const tilePath = ({ level, index, width }: Tile): string => {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const path = groups.map((group, n) => (n === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
};

const PATH = /^tile\/(0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile that a path names; undefined if it names none, or names it otherwise than `tilePath` does. */
export const parseTilePath = (path: string): Tile | undefined => {
  const [, level, groups, width] = PATH.exec(path) ?? [];
  if (level === undefined || groups === undefined) return undefined;
  const tile = { level: Number(level), index: Number(groups.replace(/[x/]/g, '')), width: Number(width ?? TILE_WIDTH) };
  const possible = Number.isSafeInteger(tile.index) && tile.width <= TILE_WIDTH && tilePath(tile) === path;
  return possible ? tile : undefined;
};

/** Width of the tile at this place in a tree of `size` leaves; 0 if the tree has none there. */
export const tileWidth = (size: number, level: number, index: number): number => {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
};

/** Every tile of a tree of `size` leaves that one of `from` leaves has not got, lowest level first. */
export function* tilesBetween(from: number, size: number): Generator<Tile> {
  for (let level = 0; TILE_WIDTH ** level <= size; level += 1) {
    const span = TILE_WIDTH ** (level + 1);
    for (let index = Math.floor(from / span); ; index += 1) {
      const width = tileWidth(size, level, index);
      if (width === 0) break;
      if (width > tileWidth(from, level, index)) yield { level, index, width };
    }
  }
}

/** The last tile of each level that is not full, lowest level first: what is needed to let a tree of `size` leaves grow. */
export const unfinishedTiles = (size: number): readonly Tile[] => {
  const tiles: Tile[] = [];
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH), width });
  }
  return tiles;
};

/** The n-th hash of a tile's bytes. */
export const hashIn = (bytes: Uint8Array, n: number): Hash => bytes.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES);
