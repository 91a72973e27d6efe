import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { eventStoreContract, newEvents } from '@sohoi/event-store/testing';
import type { Subject } from '@sohoi/event-store/testing';
import { startEsdbServer } from '../test/esdb-server.js';
import { viewOfLog } from '../test/view-of-log.js';
import { createEsdbEventStore } from './index.js';
import { withoutPassword } from './connection-string.js';

// Server and client share a process here, and every event is a message of its own.
jest.setTimeout(240_000);

/** A real EventStoreDB or KurrentDB. Its log is not empty, and what is appended to it stays. */
const address = process.env['EVENTSTORE_URL'];

const openServer = async (): Promise<{ connectionString: string; stop(): Promise<void> }> => {
  if (address) return { connectionString: address, stop: () => Promise.resolve() };
  const server = await startEsdbServer();
  const others = createEsdbEventStore(server);
  await others.append('note-1', 0, newEvents(3));
  await others.close();
  return server;
};

const open = async (): Promise<Subject> => {
  const { connectionString, stop } = await openServer();
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
      await stop();
    },
  };
};

eventStoreContract(
  address
    ? `the real server at ${withoutPassword(address)}`
    : 'a test server with a log that is not empty, since EVENTSTORE_URL names no real server',
  open,
);
