import { join } from 'node:path';

/** Whoever can read it can open what is sealed in this data folder; so only its owner can. */
export const keyFolder = (dataDir: string): string => join(dataDir, 'keys');

/** Whoever can read it can sign in the log's name. Apart from the other keys, of which old copies are to be destroyed. */
export const signingFolder = (dataDir: string): string => join(dataDir, 'signing');
