import { eventStoreContract } from '@sohoi/event-store/testing';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import { databaseWithLogins } from './with-logins.js';

const APPEND = `SELECT * FROM log.append(ARRAY[$1::text], ARRAY[0], ARRAY[1], ARRAY[$1::text], ARRAY[1], ARRAY[$2::uuid],
  ARRAY[$3::text], ARRAY[$4::integer], ARRAY[$5::json], ARRAY[$6::json])`;

// All that the log promises holds for who may do no more than append and read.
eventStoreContract('PostgreSQL as the role of a service', async () => {
  const database = await databaseWithLogins();
  const { service } = database.logins;
  const [store, rival] = [service, service].map((connectionString) => createPostgresEventStore({ connectionString }));
  if (!store || !rival) throw new Error('no store');
  const pool = database.as(service);
  return {
    store,
    rival,
    holdAppendOpen: async (stream, { id, type, schemaVersion, data, metadata }) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      const values = [stream, id, type, schemaVersion, JSON.stringify(data), JSON.stringify(metadata)];
      await client.query(APPEND, values);
      const end = (how: 'COMMIT' | 'ROLLBACK') => client.query(how).then(() => client.release());
      return { finish: () => end('COMMIT'), abandon: () => end('ROLLBACK') };
    },
    close: async () => {
      await Promise.all([store.close(), rival.close()]);
      await database.close();
    },
  };
});
