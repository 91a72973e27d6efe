import { BEGINNING, recordedText } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';
import { leafHash, sameHash, TILE_WIDTH, tileWidth, treeBuilder } from '@sohoi/ledger';
import type { Hash, TileReader, TreeHead } from '@sohoi/ledger';

/** What the log is checked against. */
export type Kept = {
  /** Leaves in the tree that is kept. */
  readonly size: number;
  readonly read: TileReader;
  /** What was signed, smallest tree first; the signatures were checked before. */
  readonly heads: AsyncIterable<SignedHead> | Iterable<SignedHead>;
};

/** @param of who says so, for a person: the ledger itself, or a file */
export type SignedHead = TreeHead & { readonly of: string };

/** The log is not the one that was recorded. Nothing is told of what its events say. */
export class Tampered extends Error {
  override readonly name = 'Tampered';
  /** The first position that shows it; null if the log ends before it. */
  readonly position: Position | null;

  constructor(position: Position | null, what: string) {
    super(position === null ? what : `position ${position}: ${what}`);
    this.position = position;
  }
}

export type Verified = {
  readonly events: number;
  readonly root: Hash;
  readonly heads: number;
  readonly beyond: number;
};

export type VerifyOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((events: number) => void) | undefined;
};

/**
 * Reads the log from its beginning, grows its tree anew, and compares every leaf, every tile and every signed head.
 * @returns how much was found to be right; `beyond`: events that no signed head covers yet
 * @throws Tampered at the first position that differs
 */
export const verifyLog = async (
  store: Pick<EventStore, 'readAll'>,
  kept: Kept,
  { signal, onProgress }: VerifyOptions = {},
): Promise<Verified> => {
  const builder = treeBuilder();
  const heads = inTurn(kept.heads);
  let head = await heads.next();
  let checked = 0;
  let covered = 0;
  const rows = rowsOf(kept);
  let row: Uint8Array = new Uint8Array();
  const headsHere = async (position: Position | null): Promise<void> => {
    for (; head?.size === builder.size(); head = await heads.next()) {
      if (!sameHash(builder.root(), head.root)) {
        const what = `the first ${head.size} events are not those that ${head.of} was signed for`;
        throw new Tampered(position, covered > 0 ? `${what}, though the first ${covered} are` : what);
      }
      covered = head.size;
      checked += 1;
    }
  };
  await headsHere(null);
  for await (const batch of store.readAll(BEGINNING)) {
    for (const event of batch) {
      const n = builder.size();
      if (n < kept.size && n % TILE_WIDTH === 0) row = await rows.next();
      const leaf = leafHash(recordedText(event));
      if (n < kept.size && !sameHash(leaf, row.subarray((n % TILE_WIDTH) * 32, (n % TILE_WIDTH) * 32 + 32))) {
        throw new Tampered(event.position, `${place(event)} is not the event that was recorded as number ${n + 1}`);
      }
      builder.add(leaf);
      if (head?.size === builder.size()) await headsHere(event.position);
    }
    await compareTiles(builder.takeTiles(), kept);
    onProgress?.(builder.size());
    signal?.throwIfAborted();
  }
  if (builder.size() < kept.size) {
    throw new Tampered(null, `the log ends after ${builder.size()} events, but ${kept.size} were recorded`);
  }
  if (head) {
    throw new Tampered(null, `the log ends after ${builder.size()} events, but ${head.of} was signed for ${head.size}`);
  }
  return { events: builder.size(), root: builder.root(), heads: checked, beyond: builder.size() - covered };
};

const place = ({ stream, streamVersion }: RecordedEvent): string => `${stream}, version ${streamVersion},`;

/** The tiles of the leaves in turn; each is read while the one before it is compared. */
const rowsOf = ({ size, read }: Kept) => {
  let index = 0;
  const begin = (): Promise<Uint8Array> => {
    const tile = { level: 0, index, width: tileWidth(size, 0, index) };
    index += 1;
    const row = tile.width === 0 ? Promise.resolve(new Uint8Array()) : read(tile);
    // Nobody looks at it before it is its turn.
    row.catch(() => undefined);
    return row;
  };
  let ahead = begin();
  const next = (): Promise<Uint8Array> => {
    const row = ahead;
    ahead = begin();
    return row;
  };
  return { next };
};

/** Levels above the leaves: what is wrong there is wrong with the tree alone. */
const compareTiles = async (
  tiles: ReturnType<ReturnType<typeof treeBuilder>['takeTiles']>,
  kept: Kept,
): Promise<void> => {
  for (const { bytes, ...tile } of tiles) {
    const end = (tile.index * TILE_WIDTH + tile.width) * TILE_WIDTH ** tile.level;
    if (tile.level === 0 || end > kept.size) continue;
    const there = await kept.read({ ...tile, width: tileWidth(kept.size, tile.level, tile.index) });
    if (Buffer.compare(there.subarray(0, bytes.length), bytes) !== 0) {
      throw new Tampered(
        null,
        `the tree itself was altered: tile ${tile.index} of level ${tile.level} is not that of its leaves`,
      );
    }
  }
};

const inTurn = (heads: Kept['heads']) => {
  const all = Symbol.asyncIterator in heads ? heads[Symbol.asyncIterator]() : heads[Symbol.iterator]();
  return {
    next: async (): Promise<SignedHead | undefined> => {
      const { done, value } = await all.next();
      return done ? undefined : value;
    },
  };
};
