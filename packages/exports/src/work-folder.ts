import { mkdtemp, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExportFailed, inWords } from './export-failed.js';

/**
 * A folder beside the target, for its owner only, that is gone afterwards whatever happened.
 * @throws ExportFailed if the disk is full or cannot be written
 */
export const inWorkFolder = async <T>(target: string, work: (folder: string) => Promise<T>): Promise<T> => {
  // DuckDB takes what follows it for settings of its database.
  if (target.includes('?')) throw new ExportFailed(`${target} cannot be written: name it without a question mark`);
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(dirname(target), `.${basename(target)}.part-`));
    return await work(folder);
  } catch (error) {
    throw inWords(error, target);
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true });
  }
};

/** Brings a file to the disk, where a full one is found out at the latest. */
export const synced = async (path: string): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};
