import { HASH_BYTES, nodeHash } from './hash.js';
import type { Hash } from './hash.js';
import { rootOver } from './subtree.js';
import { TILE_WIDTH } from './tile.js';
import type { Tile } from './tile.js';

export type WrittenTile = Tile & { readonly bytes: Uint8Array };

/** Grows a tree leaf by leaf. It keeps no more than the last, unfinished tile of each level, whatever the size. */
export type TreeBuilder = {
  /** Leaves so far. */
  size(): number;
  add(leaf: Hash): void;
  /** The tiles that are new or longer since the last call, lowest level first: what is to be kept of the tree. */
  takeTiles(): readonly WrittenTile[];
  /** Root over all leaves so far. */
  root(): Hash;
};

type Level = { readonly index: number; readonly hashes: Hash[]; grown: boolean };

/** @param unfinished the `unfinishedTiles` of the tree of `size` leaves to go on from */
export const treeBuilder = (size = 0, unfinished: readonly WrittenTile[] = []): TreeBuilder => {
  let leaves = size;
  const levels: Level[] = [];
  const full: WrittenTile[] = [];
  const levelAt = (level: number): Level => {
    const there = levels[level];
    if (there) return there;
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    const bytes = unfinished.find((one) => one.level === level)?.bytes ?? new Uint8Array();
    const width = hashes % TILE_WIDTH;
    if (bytes.length < width * HASH_BYTES) {
      throw new Error(`level ${level} of a tree of ${size} leaves ends in ${width} hashes, not ${bytes.length} bytes`);
    }
    const begun = {
      index: Math.floor(hashes / TILE_WIDTH),
      hashes: Array.from({ length: width }, (_, n) => bytes.slice(n * HASH_BYTES, (n + 1) * HASH_BYTES)),
      grown: false,
    };
    levels[level] = begun;
    return begun;
  };
  for (let level = 0; TILE_WIDTH ** level <= size; level += 1) levelAt(level);

  const push = (level: number, hash: Hash): void => {
    const row = levelAt(level);
    row.hashes.push(hash);
    row.grown = true;
    if (row.hashes.length < TILE_WIDTH) return;
    full.push({ level, index: row.index, width: TILE_WIDTH, bytes: Buffer.concat(row.hashes) });
    levels[level] = { index: row.index + 1, hashes: [], grown: false };
    push(level + 1, rootOver(row.hashes));
  };

  return {
    size: () => leaves,
    add: (leaf) => {
      push(0, leaf);
      leaves += 1;
    },
    takeTiles: () => {
      const partial = levels.flatMap((row, level) =>
        row.grown ? [{ level, index: row.index, width: row.hashes.length, bytes: Buffer.concat(row.hashes) }] : [],
      );
      for (const row of levels) row.grown = false;
      return [...full.splice(0), ...partial].sort((a, b) => a.level - b.level || a.index - b.index);
    },
    // From the right: what a level has over is the right child of what the levels above have.
    root: () => {
      let right: Hash | undefined;
      for (const { hashes } of levels) right = rootOfRow(hashes, right);
      return right ?? rootOver([]);
    },
  };
};

/** The root over a row's hashes, of which a smaller subtree may stand at the right. */
const rootOfRow = (hashes: readonly Hash[], right: Hash | undefined): Hash | undefined => {
  let rest = right;
  let end = hashes.length;
  for (let count = 1; end > 0; count *= 2) {
    if (end % (count * 2) === 0) continue;
    const subtree = rootOver(hashes.slice(end - count, end));
    rest = rest ? nodeHash(subtree, rest) : subtree;
    end -= count;
  }
  return rest;
};
