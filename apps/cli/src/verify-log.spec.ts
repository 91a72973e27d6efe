import { describe, expect, it } from '@jest/globals';
import { createMemoryEventStore, recordedText } from '@sohoi/event-store';
import type { RecordedEvent } from '@sohoi/event-store';
import { newEvent } from '@sohoi/event-store/testing';
import { leafHash, tilePath, treeBuilder } from '@sohoi/ledger';
import type { Tile } from '@sohoi/ledger';
import fc from 'fast-check';
import { Tampered, verifyLog } from './verify-log.js';
import type { Kept, SignedHead } from './verify-log.js';

const COUNT = 700;
const store = createMemoryEventStore();
await store.append(
  'note-1',
  0,
  Array.from({ length: COUNT }, (_, n) => newEvent({ data: { n } })),
);
const events: RecordedEvent[] = [];
for await (const batch of store.readAll('')) events.push(...batch);

const leafOf = (event: RecordedEvent) => leafHash(recordedText(event));
const treeOver = (some: readonly RecordedEvent[]) => {
  const tiles = new Map<string, Uint8Array>();
  const builder = treeBuilder();
  const heads: SignedHead[] = [];
  for (const [n, event] of some.entries()) {
    builder.add(leafOf(event));
    if ((n + 1) % 150 === 0) heads.push({ size: n + 1, root: builder.root(), of: `checkpoint ${n + 1}` });
  }
  for (const { bytes, ...tile } of builder.takeTiles()) tiles.set(tilePath({ ...tile, width: 256 }), bytes);
  const read = (tile: Tile) => Promise.resolve(tiles.get(tilePath({ ...tile, width: 256 })) ?? new Uint8Array());
  return { tiles, kept: { size: some.length, read, heads } satisfies Kept };
};
const whole = treeOver(events);

const readIn = (some: readonly RecordedEvent[], by = 100) => ({
  readAll: async function* () {
    await Promise.resolve();
    for (let n = 0; n < some.length; n += by) yield some.slice(n, n + by);
  },
});
const at = (n: number): string => events[n]?.position ?? '';

describe('a log that is verified', () => {
  it('is right if it is the one that was recorded, however it is read', async () => {
    for (const by of [1, 100, 1000]) {
      expect(await verifyLog(readIn(events, by), whole.kept)).toMatchObject({ events: COUNT, heads: 4, beyond: 100 });
    }
  });

  it('may be ahead of its tree, and a tree of what was signed', async () => {
    const { kept } = treeOver(events.slice(0, 310));
    expect(await verifyLog(readIn(events), kept)).toMatchObject({ events: COUNT, heads: 2, beyond: 400 });
    expect(await verifyLog(readIn([]), treeOver([]).kept)).toMatchObject({ events: 0, heads: 0, beyond: 0 });
  });

  it('is found out at the first position that differs, whatever was done to a single event', async () => {
    const change = fc.constantFrom('altered', 'removed', 'inserted', 'moved', 'by another', 'at another time');
    await fc.assert(
      fc.asyncProperty(change, fc.nat(COUNT - 2), fc.integer({ min: 1, max: 300 }), async (how, n, by) => {
        const event = events[n] as RecordedEvent;
        const { actor: _, ...metadata } = event.metadata;
        const changed = {
          altered: [{ ...event, data: { n: -1 } }],
          removed: [],
          inserted: [{ ...event, id: 'another', position: `${event.position}a` }, event],
          moved: [events[n + 1] as RecordedEvent, event],
          'by another': [{ ...event, metadata: { ...metadata, actor: 'x' } }],
          'at another time': [{ ...event, recordedAt: '2020-01-01T00:00:00.000Z' }],
        }[how];
        const log = [...events.slice(0, n), ...changed, ...events.slice(how === 'moved' ? n + 2 : n + 1)];
        const position = log[n]?.position;
        await expect(verifyLog(readIn(log, by), whole.kept)).rejects.toMatchObject({ name: 'Tampered', position });
      }),
    );
  });

  it('is found out if its end is cut off', async () => {
    await expect(verifyLog(readIn(events.slice(0, 650)), whole.kept)).rejects.toThrow(
      'the log ends after 650 events, but 700 were recorded',
    );
    const { kept } = treeOver(events.slice(0, 400));
    const heads = [{ size: 600, root: leafOf(events[0] as RecordedEvent), of: 'my own checkpoint' }];
    await expect(verifyLog(readIn(events.slice(0, 500)), { ...kept, heads })).rejects.toThrow(
      'the log ends after 500 events, but my own checkpoint was signed for 600',
    );
  });

  it('is found out by a checkpoint, if its tree was forged along with it', async () => {
    const forged = events.map((event, n) => (n === 170 ? { ...event, data: 'forged' } : event));
    const { kept } = treeOver(forged);
    const verified = verifyLog(readIn(forged), { ...kept, heads: whole.kept.heads });
    await expect(verified).rejects.toBeInstanceOf(Tampered);
    await expect(verified).rejects.toThrow(
      `position ${at(299)}: the first 300 events are not those that checkpoint 300 was signed for, though the first 150 are`,
    );
  });

  it('is not to blame if its tree alone was altered', async () => {
    const { kept, tiles } = treeOver(events);
    const path = tilePath({ level: 1, index: 0, width: 256 });
    tiles.set(path, Buffer.from(tiles.get(path) ?? []).fill(0, 40, 41));
    await expect(verifyLog(readIn(events), kept)).rejects.toThrow('tile 0 of level 1 is not that of its leaves');
  });

  it('is looked at until somebody cuts it short', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const onProgress = (count: number): void => {
      seen.push(count);
      if (count === 200) stop.abort();
    };
    const cut = verifyLog(readIn(events), whole.kept, { signal: stop.signal, onProgress });
    await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([100, 200]);
  });
});
