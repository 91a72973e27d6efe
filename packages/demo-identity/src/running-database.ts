import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Line of the port in PostgreSQL's `postmaster.pid`, from 0. */
const PORT_LINE = 3;

/**
 * Connection string, as the owner, of the database of a data folder whose standalone is running; undefined if none is.
 * @throws Error (EACCES) for who may not read the folder
 */
export const runningDatabase = (dataDir: string): string | undefined => {
  try {
    const port = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[PORT_LINE];
    return `postgresql://sohoi:${readFileSync(join(dataDir, 'password'), 'utf8')}@127.0.0.1:${port ?? ''}/sohoi`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
