import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_ROOT, leafHash, nodeHash } from './hash.js';
import type { Hash } from './hash.js';
import { consistencyProof, inclusionProof, OutsideTree, verifyConsistency, verifyInclusion } from './proof.js';
import { splitOf, TileTooShort, treeIn } from './subtree.js';
import type { TileReader } from './subtree.js';
import { tilePath, tilesBetween, unfinishedTiles } from './tile.js';
import type { Tile } from './tile.js';
import { treeBuilder } from './tree-builder.js';
import type { TreeBuilder } from './tree-builder.js';

/** As RFC 6962 §2.1 writes it, without tiles. */
const rootByTheBook = (leaves: readonly Hash[]): Hash => {
  const [first] = leaves;
  if (!first) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  const split = splitOf(leaves.length);
  return nodeHash(rootByTheBook(leaves.slice(0, split)), rootByTheBook(leaves.slice(split)));
};

const leafOf = (n: number): Hash => leafHash(Buffer.from(`leaf ${n}`));
const MOST = 1500;
const leaves = Array.from({ length: MOST }, (_, n) => leafOf(n));
const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');

/** Keeps tiles by path, as a folder does. */
const folder = () => {
  const tiles = new Map<string, Uint8Array>();
  const bytesOf = (tile: Tile): Uint8Array => {
    // Of a tree that has grown since, a wider tile is there, which begins with the same hashes.
    const widths = Array.from({ length: 257 - tile.width }, (_, n) => tile.width + n);
    const path = widths.map((width) => tilePath({ ...tile, width })).find((one) => tiles.has(one));
    const bytes = path === undefined ? undefined : tiles.get(path);
    if (!bytes) throw new Error(`no ${tilePath(tile)}`);
    return bytes;
  };
  const read: TileReader = (tile) => Promise.resolve(tile).then(bytesOf);
  const keep = (builder: TreeBuilder): void => {
    for (const { bytes, ...tile } of builder.takeTiles()) tiles.set(tilePath(tile), bytes);
  };
  return { tiles, bytesOf, read, keep };
};

const grown = (sizes: readonly number[]) => {
  const kept = folder();
  const builder = treeBuilder();
  for (const size of sizes) {
    while (builder.size() < size) builder.add(leafOf(builder.size()));
    kept.keep(builder);
  }
  return { ...kept, builder };
};

const size = fc.integer({ min: 0, max: MOST });
const whole = grown([MOST]);

describe('a tree', () => {
  // The vectors that implementations of Certificate Transparency are tested with.
  it('has the roots that other implementations compute', () => {
    const builder = treeBuilder();
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = inputs.map((input) => {
      builder.add(leafHash(Buffer.from(input, 'hex')));
      return hex(builder.root());
    });
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(roots).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]);
  });

  it('has one root, whether it is computed by the book, as it grows, or from its tiles', async () => {
    await fc.assert(
      fc.asyncProperty(size, async (n) => {
        const { builder, read } = grown([n]);
        const expected = hex(rootByTheBook(leaves.slice(0, n)));
        expect([hex(builder.root()), hex(await treeIn(read, n).root())]).toEqual([expected, expected]);
      }),
      { numRuns: 60, examples: [[0], [1], [255], [256], [257], [512], [65_536 % MOST]] },
    );
  });

  it('is the same at the third level of tiles, where few tests come by chance', async () => {
    const { builder, read, tiles } = grown([70_000]);
    expect(hex(await treeIn(read, 70_000).root())).toBe(hex(builder.root()));
    expect([...tiles.keys()].filter((path) => path.includes('.p/') || path.startsWith('tile/1/'))).toEqual([
      ...['tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1'],
    ]);
  });

  it('grows alike in one go, in steps, and by somebody who goes on from its unfinished tiles', () => {
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 5 }), (some) => {
        const steps = [...some].sort((a, b) => a - b);
        const last = steps.at(-1) ?? 0;
        const once = grown([last]);
        const stepwise = grown(steps);
        const resumed = folder();
        let from = 0;
        for (const step of steps) {
          const unfinished = unfinishedTiles(from).map((tile) => ({ ...tile, bytes: resumed.bytesOf(tile) }));
          const builder = treeBuilder(from, unfinished);
          for (; builder.size() < step;) builder.add(leafOf(builder.size()));
          resumed.keep(builder);
          expect(hex(builder.root())).toBe(hex(rootByTheBook(leaves.slice(0, step))));
          from = step;
        }
        for (const [path, bytes] of once.tiles) {
          const others = [stepwise, resumed].map(({ tiles }) => Buffer.compare(bytes, tiles.get(path) ?? Buffer.of()));
          expect([path, ...others]).toEqual([path, 0, 0]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is written in exactly the tiles that are new since it was smaller', () => {
    fc.assert(
      fc.property(size, size, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const { builder } = grown([from]);
        while (builder.size() < to) builder.add(leafOf(builder.size()));
        const written = builder.takeTiles().map(({ bytes: _, ...tile }) => tilePath(tile));
        expect(written).toEqual([...tilesBetween(from, to)].map(tilePath));
      }),
      { numRuns: 60 },
    );
  });

  it('is not taken from tiles that are too short', async () => {
    const { read } = grown([300]);
    const cut: TileReader = async (tile) => (await read(tile)).subarray(32);
    await expect(treeIn(cut, 300).root()).rejects.toBeInstanceOf(TileTooShort);
    expect(() => treeBuilder(300, [])).toThrow(/level 0 of a tree of 300 leaves ends in 44 hashes, not 0 bytes/);
  });
});

const at = (n: number) => ({ size: n, root: rootByTheBook(leaves.slice(0, n)) });

describe('a proof', () => {
  it('of inclusion leads every leaf to the root, and no other leaf, place, size, root or proof', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: MOST }), fc.nat(), fc.nat(), async (n, some, other) => {
        const index = some % n;
        const proof = await inclusionProof(whole.read, index, n);
        const head = at(n);
        expect(verifyInclusion(proof, leafOf(index), index, head)).toBe(true);
        expect(verifyInclusion(proof, leafOf(index + 1), index, head)).toBe(false);
        const elsewhere = other % n;
        if (elsewhere !== index) expect(verifyInclusion(proof, leafOf(index), elsewhere, head)).toBe(false);
        expect(verifyInclusion(proof, leafOf(index), index, { size: n, root: leafOf(0) })).toBe(n === 1 && index === 0);
        expect(verifyInclusion([...proof, leafOf(1)], leafOf(index), index, head)).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion(proof.slice(1), leafOf(index), index, head)).toBe(false);
          const bent = proof.map((hash, place) => (place === other % proof.length ? leafOf(MOST) : hash));
          expect(verifyInclusion(bent, leafOf(index), index, head)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of consistency shows that a tree begins with another, and none that it does not begin with', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, fc.nat(), async (one, other, bend) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const proof = await consistencyProof(whole.read, from, to);
        expect(verifyConsistency(proof, at(from), at(to))).toBe(true);
        if (from === 0) return;
        const altered = leaves.slice(0, from).map((leaf, n) => (n === bend % from ? leafOf(MOST) : leaf));
        expect(verifyConsistency(proof, { size: from, root: rootByTheBook(altered) }, at(to))).toBe(false);
        expect(verifyConsistency([...proof, leafOf(1)], at(from), at(to))).toBe(false);
        if (proof.length > 0) expect(verifyConsistency(proof.slice(0, -1), at(from), at(to))).toBe(false);
        if (from !== to) expect(verifyConsistency(proof, at(to), at(from))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('of what is not in the tree is refused', async () => {
    for (const index of [-1, 0.5, 10, NaN]) {
      await expect(inclusionProof(whole.read, index, 10)).rejects.toBeInstanceOf(OutsideTree);
      expect(verifyInclusion([], leafOf(0), index, at(10))).toBe(false);
    }
    for (const from of [-1, 0.5, 11, NaN]) {
      await expect(consistencyProof(whole.read, from, 10)).rejects.toBeInstanceOf(OutsideTree);
    }
  });
});
