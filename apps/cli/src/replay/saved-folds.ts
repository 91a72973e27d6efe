import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Place, TwoFolds } from '@sohoi/replay';
import { CliError, EXIT_REFUSED } from '../ledger-client.js';
import { notWritten } from '../written-file.js';

/** What is left to fold. */
export type Rest = {
  readonly from: Place;
  /** The last position of the log when it was asked for: what was recorded meanwhile is not of it. */
  readonly until: string;
};

type Head = Rest & { readonly format: 1; readonly of: string; readonly names: readonly (readonly [string, string])[] };

/** Beside the result, which is not there yet. */
export const savedPath = (out: string): string => `${out}.stopped`;

/** Tells what was altered by accident or by hand; it is no secret, so whoever means to deceive can write another. */
const lastLine = (before: Hash): string => JSON.stringify({ sha256: before.digest('hex') });

/**
 * @param of what was asked for: only the same command goes on from it
 * @throws CliError if it cannot be written; what was saved before stands there still
 */
export const save = async (
  path: string,
  of: string,
  rest: Rest,
  names: ReadonlyMap<string, string>,
  folds: TwoFolds,
): Promise<void> => {
  const head: Head = { format: 1, of, ...rest, names: [...names] };
  try {
    await write(`${path}.new`, head, folds);
    await rename(`${path}.new`, path);
  } catch (error) {
    await rm(`${path}.new`, { force: true });
    throw notWritten(path, error);
  }
};

const write = async (path: string, head: Head, folds: TwoFolds): Promise<void> => {
  const file = await open(path, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    const put = (value: unknown): Promise<void> => {
      const line = `${JSON.stringify(value)}\n`;
      hash.update(line);
      return file.appendFile(line);
    };
    await put(head);
    for (const entry of folds.documents()) await put(entry);
    await file.appendFile(`${lastLine(hash)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
};

/**
 * Restores what was saved; undefined if nothing was.
 * @throws CliError if it is of another command, damaged, or cannot be read
 */
export const load = async (
  path: string,
  of: string,
  names: Map<string, string>,
  folds: TwoFolds,
): Promise<Rest | undefined> => {
  const damaged = new CliError(`${path} is damaged: remove it, and the replay begins anew`, EXIT_REFUSED);
  let head: Head | undefined;
  let ended = false;
  const hash = createHash('sha256');
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
      const value = JSON.parse(line) as unknown;
      if (ended) throw damaged;
      if (head && !Array.isArray(value)) {
        if (line !== lastLine(hash)) throw damaged;
        ended = true;
        continue;
      }
      hash.update(`${line}\n`);
      if (!head) {
        head = value as Head;
        if (head.format !== 1 || !Array.isArray(head.names)) throw damaged;
        if (head.of !== of) {
          throw new CliError(`${path} is of a replay with other options: remove it, or ask as before`, EXIT_REFUSED);
        }
        for (const [id, name] of head.names) names.set(id, name);
      } else {
        const [key, document] = value as [string, object];
        folds.restore(key, document);
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error instanceof CliError ? error : damaged;
  }
  if (!head || !ended) throw damaged;
  const { from, until } = head;
  return { from, until };
};
