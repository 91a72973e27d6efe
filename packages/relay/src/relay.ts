import type { Projection } from '@sohoi/projection';
import type { Pool } from 'pg';
import { relayCheckpoints } from './checkpoints.js';
import { relayEvents } from './events.projection.js';
import type { Publisher } from './publisher.js';
import type { RelaySettings } from './settings.js';
import { relayStates } from './state.projection.js';

export type Relay = {
  /** To be run as all others: they keep their checkpoints, leases and health. */
  readonly projections: readonly Projection[];
  /** Begins to send the checkpoints of the transparency log. */
  start(pool: Pool): void;
  /** Ends that, and the connections to Kafka. */
  stop(): Promise<void>;
};

export type RelayOptions = Pick<RelaySettings, 'instance'> & {
  readonly publisher: Publisher;
  /** Milliseconds between looks for a new checkpoint. */
  readonly every?: number;
  /** Told when checkpoints cannot be sent for a new reason, and with null once that is over. */
  readonly onTrouble: (reason: string | null) => void;
};

export const createRelay = ({ publisher, instance, every = 10_000, onTrouble }: RelayOptions): Relay => {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  return {
    projections: [relayEvents(publisher, instance), relayStates(publisher, instance)],
    start: (pool) => {
      running ??= relayCheckpoints({ pool, publisher, every, signal: stopping.signal, onTrouble });
    },
    stop: async () => {
      stopping.abort();
      await running;
      await publisher.close();
    },
  };
};
