import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import { createSimulatedSealer, simulatedKeys } from '@sohoi/sealing';
import { ledgerStreams } from '../src/streams.js';
import { SIMULATION } from './history.js';
import { replay } from './replay.js';

/** So many batches pass between looks. */
const EACH = 50;

const { gc } = globalThis;
if (!gc) throw new Error('run it with --expose-gc');

/**
 * Replays the log of DATABASE_URL and prints the most that its heap held at any look, in MiB: what is left after a
 * collection. What a heap that is never short of room leaves lying about says nothing, and the two pages of the log that
 * are on their way are of one size, however long the log is.
 */
let most = 0;
let batches = 0;
const look = (): void => {
  gc();
  most = Math.max(most, process.memoryUsage().heapUsed);
};
const store = createPostgresEventStore({ connectionString: process.env['DATABASE_URL'] ?? '' });
await replay(store, createSimulatedSealer(simulatedKeys(SIMULATION.seed), ledgerStreams).masker, () => {
  batches += 1;
  if (batches % EACH === 0) look();
});
look();
await store.close();
console.log(most / 2 ** 20);
