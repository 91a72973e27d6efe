import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderInUse } from './errors.js';

const SQLITE_BUSY = 5;

/**
 * Takes the data folder for this process. The lock is one that the kernel holds (through SQLite's exclusive
 * lock of an empty file) and gives back when the process ends in whatever way, so it is never stale.
 * @returns a function that gives the folder back
 * @throws DataFolderInUse
 */
export const lockFolder = (dataDir: string): (() => void) => {
  const lock = new DatabaseSync(join(dataDir, 'owner.lock'), { timeout: 0 });
  const pidFile = join(dataDir, 'owner.pid');
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new DataFolderInUse(dataDir, readPid(pidFile));
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => lock.close();
};

const readPid = (file: string): number | null => {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || null;
  } catch {
    return null;
  }
};
