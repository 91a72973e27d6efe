import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { runUser } from './run-user.js';
import { selfSigned } from './self-signed.js';
import { startPostgres } from './start-postgres.js';
import type { EmbeddedPostgres } from './start-postgres.js';

const files = selfSigned();
const other = selfSigned();
let dataDir: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sohoi-tls-data-'));
  chmodSync(dataDir, 0o755);
  const user = runUser();
  chmodSync(dirname(files.cert), 0o755);
  if (user) chownSync(files.key, user.uid, user.gid);
  const tls = { ssl: 'on', ssl_cert_file: files.cert, ssl_key_file: files.key, ssl_min_protocol_version: 'TLSv1.2' };
  postgres = await startPostgres({ dataDir, settings: { ...tls, fsync: 'off' } });
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  for (const { remove } of [files, other]) remove();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The version of TLS that the database sees on a connection with these parameters; null for none. */
const version = async (parameters: string): Promise<string | null> => {
  const client = new Client({ connectionString: `${postgres.url}?${parameters}` });
  await client.connect();
  const { rows } = await client.query<{ version: string | null }>(
    'SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
  );
  await client.end();
  return rows[0]?.version ?? null;
};

describe('the connection to a database', () => {
  it('is encrypted with sslmode=verify-full and the certificate of who signed the server’s', async () => {
    expect(await version(`sslmode=verify-full&sslrootcert=${files.cert}`)).toBe('TLSv1.3');
  });

  it('is refused by the client for a server that this one did not sign, or that nobody known did', async () => {
    await expect(version(`sslmode=verify-full&sslrootcert=${other.cert}`)).rejects.toThrow(/self-signed|signature/);
    await expect(version('sslmode=verify-full')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is not encrypted without any sslmode', async () => {
    expect(await version('')).toBeNull();
  });
});
