import type { EventStore, Position } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { catchUp, LIVE, mayHold } from './catch-up.js';
import type { Live } from './catch-up.js';
import type { Tenure } from './checkpoint.js';
import { compareBuilds } from './compare-builds.js';
import type { Difference } from './compare-builds.js';
import type { Writer } from './projection.js';
import { BEGIN_SNAPSHOT, inTransaction } from './transaction.js';

/** What came of a try to compare the new build with the live one. */
export type Compared = {
  /** Undefined: one of both has not read as far as the other yet. */
  readonly differences: readonly Difference[] | undefined;
  readonly position: Position;
  readonly writer: Writer | undefined;
};

/** They do not stand at one event, or not at one of this log. */
const INCOMPARABLE: readonly Difference[] = [{ table: null, onlyLive: 0, onlyNew: 0, first: [] }];

const DIFFERS = `
  UPDATE read.rebuild SET state = 'differs', differences = $4, ended_at = now()
   WHERE (name, version, build) = ($1, $2, $3)`;

/**
 * Compares the new build with the live one as it stands at this moment: in one snapshot, in which the new build reads on
 * to the very event of the live one, while the live one itself goes on. If they differ, and that is not accepted, it is
 * decided.
 * @param patient false: the live build has been waited for in vain, so that nothing can be compared
 */
export const compareWithLive = (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  tenure: Tenure,
  from: Position,
  writer: Writer | undefined,
  { acceptDifferences, patient }: { readonly acceptDifferences: boolean; readonly patient: boolean },
): Promise<Compared> => {
  const { projection, build } = tenure;
  const work = async (client: PoolClient): Promise<Compared> => {
    const live = (await client.query<Live>(LIVE, [projection.name])).rows[0];
    if (patient && (!live || live.position < from)) return { differences: undefined, position: from, writer };

    const reached = await catchUp(client, store, tenure, from, writer, live?.position ?? from);
    // A node of the log may lag behind the one from which the live build read: at a shorter place nothing is compared.
    if (live && reached.position < live.position && (await mayHold(store, live, patient))) {
      return { ...reached, differences: undefined };
    }
    const met = live && live.version === projection.version && live.position === reached.position;
    const same = met && (reached.eventId === null || live.eventId === null || reached.eventId === live.eventId);
    const differences = same ? await compareBuilds(client, projection, live.build, build) : INCOMPARABLE;
    if (differences.length > 0 && !acceptDifferences) {
      await client.query(DIFFERS, [projection.name, projection.version, build, JSON.stringify(differences)]);
    }
    return { ...reached, differences };
  };
  return inTransaction(pool, work, { begin: BEGIN_SNAPSHOT, until: tenure.lost });
};
