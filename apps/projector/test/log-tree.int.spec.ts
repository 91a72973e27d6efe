import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BEGINNING, recordedText } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { newEvent } from '@sohoi/event-store/testing';
import { leafHash, treeBuilder, treeIn } from '@sohoi/ledger';
import { keptSize, tileAt, tilesIn } from '@sohoi/ledger-postgres';
import fc from 'fast-check';
import { logTree } from '../src/ledger/log-tree.projection.js';
import { carryOutAll } from './act.js';
import { groundwork, requests } from './random-ledger.js';
import { forget, openReadSide, project } from './read-side.js';
import type { ReadSide } from './read-side.js';

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

/** Size and root of the tree over the log as it is read now. */
const fold = async (store: EventStore): Promise<[number, string]> => {
  const builder = treeBuilder();
  for await (const batch of store.readAll(BEGINNING)) {
    for (const event of batch) builder.add(leafHash(recordedText(event)));
  }
  return [builder.size(), hex(builder.root())];
};

describe('the tree over the log', () => {
  let side: ReadSide;
  beforeEach(async () => {
    side = await openReadSide();
  });
  afterEach(() => side.close());

  const grow = (cut?: () => number): Promise<void> => project(side.pool, side.store, cut, [logTree]);
  const kept = async (): Promise<[number, string]> => {
    const size = await keptSize(side.pool);
    return [size, hex(await treeIn(tilesIn(side.pool), size).root())];
  };

  it('is the one over all events, however they came and whoever went on', async () => {
    let n = 1;
    await carryOutAll(side.store, groundwork, n);
    n += groundwork.length;
    await fc.assert(
      fc.asyncProperty(requests, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), async (acts, cuts) => {
        await carryOutAll(side.store, acts, n);
        n += acts.length;
        let cut = 0;
        await grow(() => cuts[cut++ % cuts.length] ?? 1);
        expect(await kept()).toEqual(await fold(side.store));
      }),
      { numRuns: 12 },
    );
    const events = Array.from({ length: 600 }, (_, data) => newEvent({ data }));
    await side.store.append('note-1', 0, events);
    await grow();
    await forget(side.pool);
    await grow();
    const [size, root] = await fold(side.store);
    expect(await kept()).toEqual([size, root]);
    expect(size).toBeGreaterThan(600);

    // The tile of any event is found by its position, and begins after the position that it says.
    const positions: string[] = [BEGINNING];
    for await (const batch of side.store.readAll(BEGINNING)) positions.push(...batch.map(({ position }) => position));
    for (let leaf = 0; leaf < size; leaf += 50) {
      const firstLeaf = leaf - (leaf % 256);
      expect(await tileAt(side.pool, positions[leaf + 1] ?? '')).toEqual({ firstLeaf, after: positions[firstLeaf] });
    }
  }, 120_000);

  it.each([
    ['altered', `UPDATE log.event SET data = '{"forged":true}' WHERE position = 7`, 7],
    ['given another author', `UPDATE log.event SET metadata = json_build_object('actor', 'x') WHERE position = 9`, 9],
    ['removed from its place', `UPDATE log.event SET position = 1000000 WHERE position = 5`, 6],
  ])(
    'stands still before an event that was %s behind its back, when the log is read again',
    async (_how, statement, at) => {
      await carryOutAll(side.store, groundwork);
      await grow();
      const before = await kept();
      await side.pool.query(`ALTER TABLE log.event DISABLE TRIGGER ALL; ${statement}`);
      await forget(side.pool);
      await expect(grow()).rejects.toThrow(
        new RegExp(`"state":"failed","position":"0*${at}","reason":"TreeDiffers: the log is not the one`),
      );
      expect(await kept()).toEqual(before);
    },
  );
});
