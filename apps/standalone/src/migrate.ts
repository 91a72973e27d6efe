import { redact } from '@sohoi/nest';
import { Pool } from 'pg';
import { migrateDatabase } from './database.js';

/**
 * Brings the database of DATABASE_URL up to date as its owner, and grants the roles what they may do: what production
 * runs before the services, which then need no more than their roles. Ends with 1 and one sentence if it cannot.
 */
const url = process.env['DATABASE_URL'] ?? '';
const fail = (why: string): never => {
  process.stderr.write(`cannot migrate: ${redact(why)}\n`);
  return process.exit(1);
};

const owner = new Pool({
  connectionString: /^postgres(ql)?:\/\//.test(url) ? url : fail('DATABASE_URL must be postgresql://…'),
  max: 2,
  application_name: 'sohoi-owner',
  keepAlive: true,
});
owner.on('error', () => undefined);
await migrateDatabase(owner).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
await owner.end();
process.stdout.write('migrated\n');
