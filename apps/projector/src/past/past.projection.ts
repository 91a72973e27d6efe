import { readableOf } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import type { Sealer } from '@sohoi/sealing';
import { clusterRows } from '../clusters.projection.js';
import { ofPersons } from '../person-states.js';
import { personRequestRows } from '../person-requests.projection.js';
import { rightRows } from '../rights.projection.js';
import * as streams from '../streams.js';
import { trainingClassRows } from '../training-classes.projection.js';
import { forgetHolders, hearPosts, personsNamedIn, postHolderRows, unitRows } from '../units.projection.js';
import { members } from './members.past.js';
import { fromItsDay, pastOf } from './past-source.js';
import type { PastSource } from './past-source.js';
import { decidedOf } from './persons.past.js';
import { scorecards } from './scorecards.past.js';
import { seconds } from './seconds.js';

const readTree = readableOf(streams.unitStreams);
const readPersons = readableOf([...streams.unitStreams, ...streams.personStreams]);

const persons: PastSource = {
  tables: [{ name: decidedOf.name, ddl: decidedOf.ddl }],
  open: (table) => {
    const write = decidedOf.open(table);
    return (client, batch) => write(client, ofPersons(readPersons(batch)));
  },
};

const units = pastOf(
  {
    ...{ ...unitRows, derived: [], trueFrom: fromItsDay },
    indexes: (table) => [`CREATE INDEX ON ${table} (parent_id)`],
  },
  readTree,
);

const postHolders = pastOf(
  {
    ...postHolderRows,
    // A name is corrected that was wrong from the day on which it was written down.
    trueFrom: (event) => (event.type === 'PostHolderNameCorrected' ? 'from the beginning' : fromItsDay(event)),
  },
  (batch) => hearPosts(readTree(batch)),
);

const forgottenHolders: PastSource = {
  tables: [],
  open: (table) => {
    const FORGET = forgetHolders(table('post_holders_past'), table(decidedOf.name));
    return async (client, batch) => {
      const named = personsNamedIn(readPersons(batch));
      if (named.length > 0) await client.query(FORGET, [named]);
    };
  },
};

/** Every row of the read models at every moment: as it was known at a position, and as it was true on a day. */
export const past = (sealer: Pick<Sealer, 'openFields' | 'index' | 'masker'>): Projection => {
  const sources: readonly PastSource[] = [
    seconds,
    persons,
    units,
    postHolders,
    forgottenHolders,
    ...members(sealer),
    pastOf({ ...trainingClassRows, trueFrom: fromItsDay }, readableOf(streams.trainingClassStreams)),
    pastOf({ ...clusterRows, trueFrom: fromItsDay }, readableOf(streams.clusterStreams)),
    scorecards,
    pastOf({ ...rightRows, trueFrom: fromItsDay }, readableOf(streams.rightsStreams)),
    pastOf({ ...personRequestRows, trueFrom: fromItsDay }, readableOf(streams.personRequestStreams)),
  ];
  return {
    name: 'past',
    version: 1,
    tables: sources.flatMap(({ tables }) => tables),
    open: (_client, table, log) => {
      const writers = sources.map(({ open }) => open(table, log));
      return Promise.resolve({
        apply: async (client, batch) => {
          for (const write of writers) await write(client, batch);
        },
      });
    },
  };
};
