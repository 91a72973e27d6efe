import { BEGINNING, recordedText } from '@sohoi/event-store';
import type { Position } from '@sohoi/event-store';
import { leafHash, TILE_WIDTH, treeBuilder } from '@sohoi/ledger';
import { saveTiles, unfinishedIn } from '@sohoi/ledger-postgres';
import type { Projection } from '@sohoi/projection';

type Grown = { size: string; position: Position };

/**
 * Lets the tree over the log grow with it, in the transactions of the checkpoint. The table tells how far this build has
 * read; the tree itself is no read model: it is kept for good, and whoever reads the log again must find the same.
 * @throws TreeDiffers at an event that is not the one that the tree was made of
 */
export const logTree: Projection = {
  name: 'log-tree',
  version: 1,
  tables: [
    {
      name: 'log_tree',
      ddl: (table) => `CREATE TABLE ${table} (
        single   boolean PRIMARY KEY DEFAULT true CHECK (single),
        size     bigint NOT NULL,
        position text COLLATE "C" NOT NULL
      )`,
    },
  ],
  open: async (loader, table) => {
    const grown = table('log_tree');
    const { rows } = await loader.query<Grown>(`SELECT size, position FROM ${grown}`);
    const size = Number(rows[0]?.size ?? 0);
    const unfinished = await unfinishedIn(loader, size);
    const builder = treeBuilder(size, unfinished);
    let last = rows[0]?.position ?? BEGINNING;
    const begun = unfinished.find(({ level }) => level === 0);
    const after = new Map<number, Position>(begun ? [[begun.index, begun.after ?? BEGINNING]] : []);
    return {
      apply: async (client, batch) => {
        for (const event of batch) {
          if (builder.size() % TILE_WIDTH === 0) after.set(builder.size() / TILE_WIDTH, last);
          builder.add(leafHash(recordedText(event)));
          last = event.position;
        }
        const tiles = builder.takeTiles();
        await saveTiles(
          client,
          tiles.map((tile) => (tile.level === 0 ? { ...tile, after: after.get(tile.index) } : tile)),
        );
        const growing = Math.floor(builder.size() / TILE_WIDTH);
        for (const index of after.keys()) if (index < growing) after.delete(index);
        await client.query(
          `INSERT INTO ${grown} (size, position) VALUES ($1, $2)
           ON CONFLICT (single) DO UPDATE SET size = excluded.size, position = excluded.position`,
          [builder.size(), last],
        );
      },
    };
  },
};
