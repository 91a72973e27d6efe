// A projector as a process of its own, on the built packages: it writes down which events it saw, and who it is.
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import { installReadSchema, runProjections } from '@sohoi/projection';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
pool.on('error', () => undefined);

const seen = {
  name: 'seen',
  version: 1,
  tables: [{ name: 'seen', ddl: (table) => `CREATE TABLE ${table} (position text, writer integer, n serial)` }],
  open: async (_client, table) => ({
    apply: async (client, batch) => {
      await client.query(`INSERT INTO ${table('seen')} (position, writer) SELECT p, $2 FROM unnest($1::text[]) AS p`, [
        batch.map(({ position }) => position),
        process.pid,
      ]);
    },
  }),
};

await installReadSchema(pool, [seen]);
const stopping = new AbortController();
const store = createPostgresEventStore({ pool });
const running = runProjections({
  pool,
  store,
  projections: [seen],
  signal: stopping.signal,
  onChange: (_name, _version, { state }) => process.stdout.write(`${state}\n`),
});
process.once('SIGTERM', () => stopping.abort());
await running.ended;
await store.close();
await pool.end();
