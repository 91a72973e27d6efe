import { jest } from '@jest/globals';
import { eventStoreContract } from '@sohoi/event-store/testing';
import { startEsdbServer } from '../test/esdb-server.js';
import { createEsdbEventStore } from './index.js';

// Server and client share a process here, and every event is a message of its own.
jest.setTimeout(240_000);

eventStoreContract('EventStoreDB, as a test server speaks for it', async () => {
  const server = await startEsdbServer();
  const [store, rival] = [server, server].map(({ connectionString }) => createEsdbEventStore({ connectionString }));
  if (!store || !rival) throw new Error('no store');
  return {
    store,
    rival,
    holdAppendOpen: 'appends are instantaneous',
    close: async () => {
      await Promise.all([store.close(), rival.close()]);
      await server.stop();
    },
  };
});
