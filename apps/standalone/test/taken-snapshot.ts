import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestLedger } from './test-ledger.js';

const SOHOI = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));

/** Takes a snapshot of the ledger's log by the command line, in a process of its own. @returns what it printed */
export const takeSnapshot = async ({ pool }: TestLedger, out: string, asOf?: string): Promise<string> => {
  const args = ['snapshot', '--out', out, ...(asOf === undefined ? [] : ['--as-of', asOf])];
  const env = { ...process.env, DATABASE_URL: pool.options.connectionString ?? '' };
  return (await promisify(execFile)(process.execPath, [SOHOI, ...args], { env })).stdout;
};
