import { EMPTY_ROOT, nodeHash, sameHash } from './hash.js';
import type { Hash } from './hash.js';
import { splitOf, treeIn } from './subtree.js';
import type { TileReader } from './subtree.js';

/** What was asked for is not in the tree. */
export class OutsideTree extends Error {
  override readonly name = 'OutsideTree';
}

/**
 * The hashes that lead from a leaf to the root, the leaf's sibling first (RFC 6962 §2.1.1).
 * @param index from 0
 * @throws OutsideTree
 */
export const inclusionProof = async (read: TileReader, index: number, size: number): Promise<readonly Hash[]> => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new OutsideTree(`a tree of ${size} leaves has no leaf ${index}`);
  }
  const { root } = treeIn(read, size);
  const path: Promise<Hash>[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push(root(middle, end));
      end = middle;
    } else {
      path.push(root(start, middle));
      start = middle;
    }
  }
  return Promise.all(path.reverse());
};

/**
 * The hashes that show that the tree of `size` leaves begins with the tree of `from` leaves (RFC 6962 §2.1.2); none if
 * one of the two is empty, or they are one.
 * @throws OutsideTree
 */
export const consistencyProof = async (read: TileReader, from: number, size: number): Promise<readonly Hash[]> => {
  if (!Number.isSafeInteger(from) || from < 0 || from > size) {
    throw new OutsideTree(`a tree of ${size} leaves does not begin with one of ${from}`);
  }
  if (from === 0 || from === size) return [];
  const { root } = treeIn(read, size);
  const path: Promise<Hash>[] = [];
  let [start, end] = [0, size];
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      path.push(root(middle, end));
      end = middle;
    } else {
      path.push(root(start, middle));
      start = middle;
    }
  }
  if (start > 0) path.push(root(start, end));
  return Promise.all(path.reverse());
};

/** Whether a leaf stands at this index in the tree of this size and root. */
export const verifyInclusion = (
  proof: readonly Hash[],
  leaf: Hash,
  index: number,
  { size, root }: { readonly size: number; readonly root: Hash },
): boolean => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  const computed = climb([...proof], leaf, index, size);
  return computed !== undefined && sameHash(computed, root);
};

const climb = (proof: Hash[], leaf: Hash, index: number, size: number): Hash | undefined => {
  if (size === 1) return proof.length === 0 ? leaf : undefined;
  const last = proof.pop();
  if (!last) return undefined;
  const split = splitOf(size);
  if (index < split) {
    const left = climb(proof, leaf, index, split);
    return left && nodeHash(left, last);
  }
  const right = climb(proof, leaf, index - split, size - split);
  return right && nodeHash(last, right);
};

/** A tree as a checkpoint tells it. */
export type TreeHead = { readonly size: number; readonly root: Hash };

/** Whether the newer tree begins with all leaves of the older one, in their order. */
export const verifyConsistency = (proof: readonly Hash[], older: TreeHead, newer: TreeHead): boolean => {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && sameHash(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && sameHash(older.root, EMPTY_ROOT);
  const roots = both([...proof], older, newer.size, true);
  return roots !== undefined && sameHash(roots.older, older.root) && sameHash(roots.newer, newer.root);
};

/** The roots of both trees that the proof leads to; `whole` while the older tree is this subtree's own left edge. */
const both = (
  proof: Hash[],
  older: TreeHead,
  size: number,
  whole: boolean,
): { readonly older: Hash; readonly newer: Hash } | undefined => {
  if (older.size === size) {
    const known = whole ? older.root : proof.pop();
    return known && (proof.length === 0 ? { older: known, newer: known } : undefined);
  }
  const last = proof.pop();
  if (!last) return undefined;
  const split = splitOf(size);
  if (older.size <= split) {
    const left = both(proof, older, split, whole);
    return left && { older: left.older, newer: nodeHash(left.newer, last) };
  }
  const right = both(proof, { ...older, size: older.size - split }, size - split, false);
  return right && { older: nodeHash(last, right.older), newer: nodeHash(last, right.newer) };
};
