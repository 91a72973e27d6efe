import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { locateBinaries } from './binaries.js';
import { ensureCluster, openFolder, pathsOf, ROLE } from './data-folder.js';
import { PostgresPortTaken } from './errors.js';
import type { PostgresFailed } from './errors.js';
import { lockFolder } from './folder-lock.js';
import { startPostmaster, stopLeftOver } from './postmaster.js';
import type { Postmaster } from './postmaster.js';
import { runUser } from './run-user.js';

export type PostgresOptions = {
  /** Folder for the database, its password and its lock; created if absent. */
  readonly dataDir: string;
  /** Port on 127.0.0.1; 0 or absent: a free one. */
  readonly port?: number;
  /** Gets each line of the server's log. */
  readonly log?: (line: string) => void;
  /** Settings of `postgresql.conf` beyond ours. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type EmbeddedPostgres = {
  /** Connection string of the database `sohoi`, with its password. */
  readonly url: string;
  readonly port: number;
  /** Process id of the server. */
  readonly pid: number;
  /** Resolves if the server ends without `stop`; it is not started anew. */
  readonly failed: Promise<PostgresFailed>;
  /** Fast shutdown: open transactions are rolled back, all that was committed is kept; resolves when it is over. */
  stop(): Promise<void>;
};

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // Paths of sockets may have 107 bytes at most; a data folder's may be longer.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  jit: 'off',
  log_checkpoints: 'off',
};

const PORT_TRIES = 5;

/**
 * Starts the PostgreSQL of a data folder, which belongs to this process until `stop`. Should the process end
 * without it, even by kill -9, the server shuts down by itself.
 * @throws DataFolderInUse, DataFolderUnwritable, DataFolderUnreachable, DataFolderOfOtherVersion,
 *   PostgresPortTaken, UnsupportedPlatform, PostgresFailed
 */
export const startPostgres = async (options: PostgresOptions): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(options.dataDir);
  const user = runUser();
  openFolder(dataDir, user);
  const unlock = lockFolder(dataDir);
  try {
    const binaries = await locateBinaries(user);
    await ensureCluster(dataDir, binaries, user, options.settings?.fsync !== 'off');
    const { cluster, password } = pathsOf(dataDir);
    await stopLeftOver(cluster);
    const start = (port: number): Promise<Postmaster> => {
      const settings = { ...SETTINGS, ...options.settings, port: String(port) };
      return startPostmaster(binaries.postgres, cluster, settings, user, options.log ?? (() => undefined));
    };
    const { port, postmaster } = await startOnPort(options.port ?? 0, start);
    const urlOf = (database: string): string =>
      `postgresql://${ROLE}:${readFileSync(password, 'utf8')}@127.0.0.1:${port}/${database}`;
    await ensureDatabase(urlOf('postgres')).catch(async (error: unknown) => {
      await postmaster.stop();
      throw error;
    });
    const stop = async (): Promise<void> => {
      await postmaster.stop();
      unlock();
    };
    let stopping: Promise<void> | undefined;
    const { pid, failed } = postmaster;
    return { url: urlOf(ROLE), port, pid, failed, stop: () => (stopping ??= stop()) };
  } catch (error) {
    unlock();
    throw error;
  }
};

/** A free port can be taken by another process before the server has it; then the next one is tried. */
const startOnPort = async (
  wanted: number,
  start: (port: number) => Promise<Postmaster>,
): Promise<{ port: number; postmaster: Postmaster }> => {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted || (await freePort());
    try {
      return { port, postmaster: await start(port) };
    } catch (error) {
      if (wanted || attempt === PORT_TRIES || !(error instanceof PostgresPortTaken)) throw error;
    }
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolvePort(port));
    });
  });

const ensureDatabase = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [ROLE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${ROLE}`);
  } finally {
    await client.end();
  }
};
