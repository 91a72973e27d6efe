import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

export type TestDatabase = {
  readonly url: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
};

export type Template = {
  /** Names the template; another `prepare` needs another key. */
  readonly key: string;
  /** Fills the template once per run of the tests: migrations, for instance. Must close its connections. */
  prepare(url: string): Promise<void>;
};

/** Any number; all that build templates wait for one another. */
const TEMPLATE_LOCK = 7_301_551;

/**
 * A database of its own for one test, cloned from a template on the server that the tests' set-up started.
 * @throws Error if no such server runs
 */
export const createTestDatabase = async (template?: Template): Promise<TestDatabase> => {
  const server = process.env.SOHOI_TEST_POSTGRES;
  if (!server)
    throw new Error('SOHOI_TEST_POSTGRES is not set: only *.int, *.e2e, *.kafka and *.nightly specs have a PostgreSQL');
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, async (client) => {
    const source = template ? await ensureTemplate(client, server, template) : 'template1';
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${source} STRATEGY WAL_LOG`);
  });
  return {
    url: urlOf(server, database),
    drop: () =>
      withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)).then(
        () => undefined,
      ),
  };
};

const ensureTemplate = async (client: Client, server: string, { key, prepare }: Template): Promise<string> => {
  const name = `template_${key.replaceAll(/[^a-z0-9]/g, '_')}`;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      // Under another name until it is finished, so that a failed preparation leaves no half template.
      await client.query(`DROP DATABASE IF EXISTS ${name}_unfinished WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${name}_unfinished`);
      await prepare(urlOf(server, `${name}_unfinished`));
      await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return name;
};

const urlOf = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};

const withClient = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
