import { join } from 'node:path';

/** Whoever can read it can open what is sealed in this data folder; so only its owner can. */
export const keyFolder = (dataDir: string): string => join(dataDir, 'keys');
