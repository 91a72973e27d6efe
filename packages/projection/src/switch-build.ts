import type { EventStore, Position } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { catchUp, LIVE, mayHold } from './catch-up.js';
import type { Live, Reached } from './catch-up.js';
import type { Tenure } from './checkpoint.js';
import type { Difference } from './compare-builds.js';
import { givingWay } from './give-way.js';
import { goLive } from './go-live.js';
import type { Writer } from './projection.js';
import { inTransaction } from './transaction.js';

/** `shown` is false while the log cannot give what the live build has read already. */
export type Switched = Reached & { readonly shown: boolean };

const SWITCHED = `
  UPDATE read.rebuild SET state = 'switched', differences = $4, ended_at = now()
   WHERE (name, version, build) = ($1, $2, $3)`;

/**
 * Shows a build that was compared in the place of the live one, in one transaction. It holds the live build's checkpoint
 * still and applies what that one has read meanwhile, so that nobody who has read at a position reads at an earlier one.
 * Queries go on and see either the one build or the other. If anything fails, all is as it was.
 * @param differences that were found and accepted, as a rule none
 */
export const switchBuild = (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  tenure: Tenure,
  from: Position,
  writer: Writer | undefined,
  differences: readonly Difference[],
): Promise<Switched> => {
  const { projection, build } = tenure;
  const work = async (client: PoolClient): Promise<Switched> => {
    const live = (await client.query<Live>(`${LIVE} FOR UPDATE`, [projection.name])).rows[0];
    const reached = await catchUp(client, store, tenure, from, writer, live?.position ?? from);
    if (live && reached.position < live.position && (await mayHold(store, live, false))) {
      return { ...reached, shown: false };
    }
    await givingWay(client, () => goLive(client, projection, build));
    await client.query(SWITCHED, [projection.name, projection.version, build, JSON.stringify(differences)]);
    return { ...reached, shown: true };
  };
  return inTransaction(pool, work, { until: tenure.lost });
};
