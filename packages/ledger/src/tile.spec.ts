import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTilePath, tilePath, tilesBetween } from './tile.js';

describe('the path of a tile', () => {
  it('is that of c2sp.org/tlog-tiles', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17');
    expect(tilePath({ level: 3, index: 1000, width: 1 })).toBe('tile/3/x001/000.p/1');
  });

  it('names the tile that it was made of', () => {
    const tile = fc.record({
      level: fc.integer({ min: 0, max: 63 }),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(tile, (one) => expect(parseTilePath(tilePath(one))).toEqual(one)));
  });

  it.each([
    ...[
      'tile/00/000',
      'tile/0/0',
      'tile/0/x000/001',
      'tile/0/001/002',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/999',
    ],
    ...[
      'tile/0/000.p/01',
      'tile/8/000/x001',
      'tile/0/../000',
      'tile/-1/000',
      'tile/0/x999/x999/x999/x999/x999/999',
      '',
    ],
  ])('is none of ours if it is written otherwise: %s', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

it('a tree of 70,000 leaves has the tiles that c2sp.org/tlog-tiles counts', () => {
  const tiles = [...tilesBetween(0, 70_000)];
  const count = (level: number, full: boolean) =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).map(({ width }) => width);
  expect([count(0, true).length, count(0, false)]).toEqual([273, [112]]);
  expect([count(1, true).length, count(1, false)]).toEqual([1, [17]]);
  expect([count(2, true).length, count(2, false), tiles.length]).toEqual([0, [1], 277]);
  expect([...tilesBetween(0, 256)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
});
