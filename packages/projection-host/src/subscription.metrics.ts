import type { Metrics } from '@sohoi/nest';
import { Gauge } from 'prom-client';

const STATES = ['connecting', 'behind', 'live', 'failed', 'ended'] as const;

/** What keeps a reader from coming further, as the engine's adapter has it. */
const TROUBLES = ['unreachable', 'untrusted', 'login', 'version', 'address', 'position', 'record', 'other'] as const;

/** A log that tells of the readers that follow it. */
type Followed = {
  subscriptions(): readonly {
    readonly state: (typeof STATES)[number];
    readonly trouble: (typeof TROUBLES)[number] | null;
    readonly attempts: number;
  }[];
};

/** The readers that follow the log, as the engine sees them; PostgreSQL's tells of none. */
export const subscriptionMetrics = ({ registry }: Metrics, log: Followed): void => {
  const registers = [registry];
  new Gauge({
    name: 'sohoi_log_subscriptions',
    help: 'Readers that follow the log, by their state; of EventStoreDB alone.',
    labelNames: ['state'],
    registers,
    collect() {
      const all = log.subscriptions();
      for (const state of STATES) this.set({ state }, all.filter((one) => one.state === state).length);
    },
  });
  new Gauge({
    name: 'sohoi_log_troubles',
    help: 'Readers that do not get on with the log, by what keeps them, in one word.',
    labelNames: ['trouble'],
    registers,
    collect() {
      const all = log.subscriptions();
      for (const trouble of TROUBLES) this.set({ trouble }, all.filter((one) => one.trouble === trouble).length);
    },
  });
  new Gauge({
    name: 'sohoi_log_connections_lost',
    help: 'Connections to the log that its readers lost since they last got an event or reached the end.',
    registers,
    collect() {
      this.set(log.subscriptions().reduce((sum, { attempts }) => sum + attempts, 0));
    },
  });
};
