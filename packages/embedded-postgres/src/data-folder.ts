import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import {
  DataFolderForeign,
  DataFolderOfOtherVersion,
  DataFolderUnreachable,
  DataFolderUnwritable,
  PostgresFailed,
} from './errors.js';
import { spawnAs } from './run-user.js';
import type { RunUser } from './run-user.js';

const FORMAT = 1;
const MAJOR = '18';
const WANTED = `format ${FORMAT} of PostgreSQL ${MAJOR}`;

/** The database role that owns everything. */
export const ROLE = 'sohoi';

/** Where things are in a data folder. */
export const pathsOf = (dataDir: string) => ({
  cluster: join(dataDir, 'postgres'),
  /** initdb works here; only its finished work gets the right name. */
  unfinished: join(dataDir, 'postgres.unfinished'),
  password: join(dataDir, 'password'),
  stamp: join(dataDir, 'format.json'),
});

/** @throws DataFolderForeign, DataFolderUnwritable, DataFolderUnreachable */
export const openFolder = (dataDir: string, user: RunUser | null): void => {
  refuseForeign(dataDir);
  try {
    // As root the folder belongs to root and PostgreSQL's user only passes through it.
    makeFolder(dataDir, user ? 0o755 : 0o700);
    writeFileSync(join(dataDir, 'owner.lock'), '', { flag: 'a' });
  } catch (cause) {
    throw new DataFolderUnwritable(dataDir, cause);
  }
  if (
    user &&
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dataDir], { ...spawnAs(user), stdio: 'ignore' }).status !== 0
  ) {
    throw new DataFolderUnreachable(dataDir, user.name);
  }
};

/** Names of what a data folder holds from its first moment on. */
const OURS = /^(format\.json|postgres|postgres\.unfinished|PG_VERSION|owner\..*)$/;

const refuseForeign = (dataDir: string): void => {
  if (!existsSync(dataDir) || !statSync(dataDir).isDirectory()) return;
  let names: string[];
  try {
    names = readdirSync(dataDir);
  } catch (cause) {
    throw new DataFolderUnwritable(dataDir, cause);
  }
  if (names.length > 0 && !names.some((name) => OURS.test(name))) throw new DataFolderForeign(dataDir);
};

/** One folder after the other: Node's recursive mkdir never ends below a folder like /proc, which takes none. */
const makeFolder = (path: string, mode: number): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path), 0o755);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another start of ours may have been faster.
    if (!existsSync(path)) throw error;
  }
};

/**
 * Creates the database cluster if there is none; what an interrupted creation left is swept away first.
 * @throws DataFolderOfOtherVersion, DataFolderUnwritable, PostgresFailed
 */
export const ensureCluster = async (
  dataDir: string,
  { initdb }: Binaries,
  user: RunUser | null,
  durable: boolean,
): Promise<void> => {
  const paths = pathsOf(dataDir);
  refuseOtherVersions(dataDir);
  if (existsSync(paths.cluster)) return;
  try {
    rmSync(paths.unfinished, { recursive: true, force: true });
    mkdirSync(paths.unfinished, { mode: 0o700 });
    writeFileSync(paths.password, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    if (user) for (const path of [paths.unfinished, paths.password]) chownSync(path, user.uid, user.gid);
  } catch (cause) {
    throw new DataFolderUnwritable(dataDir, cause);
  }
  await run(initdb, initdbOptions(paths, durable), user);
  writeFileSync(paths.stamp, `${JSON.stringify({ format: FORMAT, postgres: MAJOR })}\n`, { flush: true });
  renameSync(paths.unfinished, paths.cluster);
};

const initdbOptions = (paths: ReturnType<typeof pathsOf>, durable: boolean): string[] => [
  `--pgdata=${paths.unfinished}`,
  `--username=${ROLE}`,
  `--pwfile=${paths.password}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  // The C library's locales differ from machine to machine; ICU comes with the package and knows Vietnamese.
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=vi-VN',
  '--data-checksums',
  ...(durable ? [] : ['--no-sync']),
];

const run = (program: string, args: readonly string[], user: RunUser | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const lines: string[] = [];
    const child = spawn(program, args, { ...spawnAs(user), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString().trim()));
    child.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString().trim()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new PostgresFailed('initdb failed', lines.slice(-8))),
    );
  });

const refuseOtherVersions = (dataDir: string): void => {
  const paths = pathsOf(dataDir);
  const foreign = read(join(dataDir, 'PG_VERSION'));
  if (foreign) throw new DataFolderOfOtherVersion(dataDir, `a bare PostgreSQL ${foreign}`, WANTED);
  if (!existsSync(paths.cluster)) return;
  const format = formatIn(read(paths.stamp));
  const major = read(join(paths.cluster, 'PG_VERSION')) ?? 'unknown';
  if (format !== FORMAT || major !== MAJOR) {
    throw new DataFolderOfOtherVersion(dataDir, `format ${String(format)} of PostgreSQL ${major}`, WANTED);
  }
};

const formatIn = (stamp: string | null): unknown => {
  try {
    return stamp === null ? 'unknown' : (JSON.parse(stamp) as { format: unknown } | null)?.format;
  } catch {
    return 'unknown';
  }
};

const read = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8').trim() : null);
