import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const inRoot = (...parts) => path.join(root, ...parts);

/** The Node that the program itself runs on: it comes as a dependency, whatever Node started us. */
export const node24 = inRoot('node_modules', 'node', 'bin', 'node');
