import { eventStoreContract, logWideIdCases } from '@sohoi/event-store/testing';
import type { Subject } from '@sohoi/event-store/testing';
import { createLogDatabase, holdAppendOpen } from '../test/log-database.js';
import { createPostgresEventStore } from './index.js';

const open = async (): Promise<Subject> => {
  const { url, pool, close } = await createLogDatabase();
  const [store, rival] = [url, url].map((connectionString) => createPostgresEventStore({ connectionString }));
  if (!store || !rival) throw new Error('no store');
  return {
    store,
    rival,
    holdAppendOpen: (stream, event) => holdAppendOpen(pool, stream, event),
    close: async () => {
      await Promise.all([store.close(), rival.close()]);
      await close();
    },
  };
};

eventStoreContract('PostgreSQL', open, logWideIdCases);
