import { tileAt } from './tiles.js';
import type { Queries } from './tiles.js';

/** A log, as far as leaves are counted in it. */
export type PositionsInOrder = {
  /** What comes behind a position, oldest first, in batches. */
  readAll(after: string): AsyncIterable<readonly { readonly position: string }[]>;
};

/** Which leaf, from 0, the event at this position is; undefined if it is in no tile yet. Its tile is known, its place counted. */
export const leafAt = async (client: Queries, log: PositionsInOrder, position: string): Promise<number | undefined> => {
  const tile = await tileAt(client, position);
  if (!tile) return undefined;
  let leaf = tile.firstLeaf;
  for await (const batch of log.readAll(tile.after)) {
    for (const event of batch) {
      if (event.position === position) return leaf;
      leaf += 1;
      if (event.position > position) return undefined;
    }
  }
  return undefined;
};
