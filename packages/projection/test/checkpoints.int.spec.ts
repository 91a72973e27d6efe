import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commitBatch } from '../src/checkpoint.js';
import { checkpoints } from '../src/index.js';
import type { Checkpoints } from '../src/index.js';
import { positionAt, recorded } from './list-log.js';
import { added, openDatabase, tallyProjection, tenure } from './tally.js';
import type { TestPool } from './tally.js';

describe('checkpoints', () => {
  const ahead = tallyProjection('tally-ahead');
  const behind = tallyProjection('tally-behind');
  let database: TestPool;
  let reader: Checkpoints;
  beforeAll(async () => {
    database = await openDatabase(ahead, behind);
    reader = checkpoints(database.pool);
    await commitBatch(database.pool, tenure(ahead), undefined, '', [
      recorded(added('a', 1), 1),
      recorded(added('a', 1), 2),
    ]);
    await commitBatch(database.pool, tenure(behind), undefined, '', [recorded(added('a', 1), 1)]);
  });
  afterAll(() => database.close());

  it('tell the position that all the named read models reflect', async () => {
    expect(await reader.positionOf(['tally-ahead'])).toBe(positionAt(2));
    expect(await reader.positionOf(['tally-ahead', 'tally-behind', 'tally-ahead'])).toBe(positionAt(1));
    expect(await reader.positionOf(['tally-ahead', 'unheard-of'])).toBe('');
  });

  it('do not wait for what is already there', async () => {
    expect(await reader.waitUntil(['tally-ahead'], positionAt(1), 0)).toEqual({
      reached: true,
      position: positionAt(2),
    });
  });

  it('give up after the time that the caller grants', async () => {
    const began = performance.now();
    expect(await reader.waitUntil(['tally-behind'], positionAt(9), 120)).toEqual({
      reached: false,
      position: positionAt(1),
    });
    expect(performance.now() - began).toBeGreaterThanOrEqual(119);
  });

  it('give up when the caller does', async () => {
    const leaving = new AbortController();
    const waiting = reader.waitUntil(['tally-behind'], positionAt(9), 60_000, leaving.signal);
    leaving.abort();
    expect((await waiting).reached).toBe(false);
  });

  it('see what another connection commits while they wait', async () => {
    const waiting = reader.waitUntil(['tally-behind'], positionAt(2), 10_000);
    await commitBatch(database.pool, tenure(behind), undefined, positionAt(1), [recorded(added('a', 1), 2)]);
    expect(await waiting).toEqual({ reached: true, position: positionAt(2) });
  });
});
