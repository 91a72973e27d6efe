import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the standalone keeps its data when nothing else is said. PostgreSQL runs as another user when we are root,
 * and that user cannot enter root's home.
 */
export const defaultDataDir = (env: Readonly<Record<string, string | undefined>>): string => {
  if (process.getuid?.() === 0) return '/var/lib/sohoi';
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'sohoi');
};

/** The data folder that flag, environment and default name, in this order. */
export const dataDirOf = (flag: string | undefined, env: Readonly<Record<string, string | undefined>>): string =>
  flag ?? env['SOHOI_DATA'] ?? defaultDataDir(env);

const addressPath = (dataDir: string): string => join(dataDir, 'address');

/** The address of the running standalone, for the command line on the same machine. */
export const announceAddress = (dataDir: string, url: string): void => {
  writeFileSync(addressPath(dataDir), `${url}\n`, { mode: 0o644 });
};

export const withdrawAddress = (dataDir: string): void => rmSync(addressPath(dataDir), { force: true });

/** Null if no standalone announced itself there. */
export const announcedAddress = (dataDir: string): string | null => {
  try {
    return readFileSync(addressPath(dataDir), 'utf8').trim();
  } catch {
    return null;
  }
};
