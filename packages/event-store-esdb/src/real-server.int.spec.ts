import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, jest } from '@jest/globals';
import { eventStoreContract, newEvents } from '@sohoi/event-store/testing';
import type { Subject } from '@sohoi/event-store/testing';
import { startOwnProcess } from '../test/own-process.js';
import { viewOfLog } from '../test/view-of-log.js';
import { createEsdbEventStore } from './index.js';
import { withoutPassword } from './connection-string.js';

jest.setTimeout(240_000);

/** A real EventStoreDB or KurrentDB. Its log is not empty, and what is appended to it stays. */
const address = process.env['EVENTSTORE_URL'];

let connectionString: string;
let stop: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  if (address) connectionString = address;
  else ({ connectionString, stop } = await startOwnProcess());
  const others = createEsdbEventStore({ connectionString });
  await others.append(`note-${randomUUID()}`, 0, newEvents(3));
  await others.close();
});

afterAll(() => stop());

const open = async (): Promise<Subject> => {
  const [store, rival] = [createEsdbEventStore({ connectionString }), createEsdbEventStore({ connectionString })];
  await store.check();
  const beginning = await store.head();
  const mark = randomUUID();
  return {
    store: viewOfLog(store, mark, beginning),
    rival: viewOfLog(rival, mark, beginning),
    holdAppendOpen: 'appends are instantaneous',
    close: async () => {
      await Promise.all([store.close(), rival.close()]);
    },
  };
};

eventStoreContract(
  address
    ? `the real server at ${withoutPassword(address)}`
    : 'a test server in a process of its own, since EVENTSTORE_URL names no real server',
  open,
);
