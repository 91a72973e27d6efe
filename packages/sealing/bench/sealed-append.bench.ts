import { randomUUID } from 'node:crypto';
import type { EventStore } from '@sohoi/event-store';
import type { Bench } from '../../../infra/bench/bench.js';
import { admission, byCallers, openWorkplace, rateOf } from './workload.js';

const ROUNDS = 7;
const CALLERS = 64;
const EVENTS = 2000;

/** Each admission is of a new person: a key is made, wrapped and durable before the event is sealed. */
const admit = (store: EventStore) => (): Promise<unknown> => {
  const memberId = randomUUID();
  return store.append(`member-${memberId}`, 0, [admission(memberId)]);
};

export const sealedAppend: Bench = {
  name: 'seal and append admissions of new persons, 64 callers',
  unit: 'events/s',
  reach: 0.12,
  against: 'appending the same events in the clear',
  run: async ({ url, progress }) => {
    const { log, sealing, close } = await openWorkplace(url);
    await byCallers(CALLERS, EVENTS / 4, admit(sealing));
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await rateOf(EVENTS, () => byCallers(CALLERS, EVENTS, admit(log))));
      ours.push(await rateOf(EVENTS, () => byCallers(CALLERS, EVENTS, admit(sealing))));
    }
    await close();
    return { ours, yardstick };
  },
};
