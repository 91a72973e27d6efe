import { categoriesOf, readableOf } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import type { PostgresPersonKeys } from '@sohoi/sealing';
import { personStreams } from './streams.js';

const read = readableOf(personStreams);

/**
 * Carries out what `PersonErased` says: the key is destroyed in the transaction that moves the checkpoint, so that an
 * erasure that was read was carried out, and one that was not is carried out by whoever reads on.
 */
export const erasures = (personKeys: Pick<PostgresPersonKeys, 'destroyIn'>): Projection => ({
  name: 'erasures',
  version: 1,
  tables: [],
  reads: categoriesOf(personStreams),
  open: () =>
    Promise.resolve({
      apply: async (client, batch) => {
        const erased = read(batch).flatMap(({ event }) => (event.type === 'PersonErased' ? [event.data.personId] : []));
        if (erased.length > 0) await personKeys.destroyIn(client, [...new Set(erased)]);
      },
    }),
});
