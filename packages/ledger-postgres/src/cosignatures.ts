import type { Cosignature, Verifier } from '@sohoi/ledger';
import type { Queries } from './tiles.js';

const LAST = 'SELECT max(size) AS size FROM ledger.cosignature WHERE witness = $1';

/** Leaves of the largest tree that this witness has cosigned here; 0 if none. */
export const cosignedSize = async (client: Queries, { text }: Verifier): Promise<number> =>
  Number((await client.query<{ size: string | null }>(LAST, [text])).rows[0]?.size ?? 0);

const KEEP = 'INSERT INTO ledger.cosignature (size, witness, line) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';

/** Keeps the first line of a witness for a checkpoint: from then on the checkpoint is handed out with it. */
export const keepCosignature = async (
  client: Queries,
  size: number,
  { text }: Verifier,
  { line }: Cosignature,
): Promise<void> => {
  await client.query(KEEP, [size, text, line]);
};
