import { readFileSync } from 'node:fs';
import { pathsOf, ROLE } from './data-folder.js';

/** Line of the port in PostgreSQL's `postmaster.pid`, from 0. */
const PORT_LINE = 3;

/**
 * Connection string of the database of a data folder that another process has started; undefined if none has.
 * @throws Error (EACCES) for who may not read the folder
 */
export const runningDatabase = (dataDir: string): string | undefined => {
  const { cluster, password } = pathsOf(dataDir);
  try {
    const port = readFileSync(`${cluster}/postmaster.pid`, 'utf8').split('\n')[PORT_LINE];
    return `postgresql://${ROLE}:${readFileSync(password, 'utf8')}@127.0.0.1:${port ?? ''}/sohoi`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
