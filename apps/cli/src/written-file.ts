import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExportFailed, inWords } from '@sohoi/exports';
import { CliError, EXIT_REFUSED } from './ledger-client.js';

/**
 * A file that is there whole or not at all: written beside its name, brought to the disk, then renamed.
 * @throws CliError if it cannot be written; what stood under that name stands there still
 */
export const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw notWritten(path, error);
  }
};

/** Why a file cannot be written, for the person at the terminal. */
export const notWritten = (path: string, error: unknown): CliError => {
  const told = inWords(error, path);
  const why = told instanceof ExportFailed ? told.message : `${path} cannot be written: ${(error as Error).message}`;
  return new CliError(why, EXIT_REFUSED);
};
