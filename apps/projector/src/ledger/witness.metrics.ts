import type { Metrics } from '@sohoi/nest';
import { Gauge } from 'prom-client';
import type { WitnessState } from './witnesses.js';

const STATES: readonly WitnessState['state'][] = ['asking', 'failing', 'differs'];

/** How it stands with the witnesses; labels are the names that whoever runs the ledger gave them. */
export const witnessMetrics = ({ registry }: Metrics, witnesses: () => readonly WitnessState[]): void => {
  const registers = [registry];
  new Gauge({
    name: 'sohoi_witness_state',
    help: '1 for the state that the witness is in, 0 for the others.',
    labelNames: ['witness', 'state'],
    registers,
    collect() {
      for (const one of witnesses()) {
        for (const state of STATES) this.set({ witness: one.witness, state }, one.state === state ? 1 : 0);
      }
    },
  });
  new Gauge({
    name: 'sohoi_witness_cosigned_events',
    help: 'Events in the largest tree that the witness has cosigned.',
    labelNames: ['witness'],
    registers,
    collect() {
      for (const { witness, size } of witnesses()) this.set({ witness }, size);
    },
  });
};
