import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NoteRefused, openCheckpoint, tilePath, tilesBetween } from '@sohoi/ledger';
import type { TileReader, Verifier } from '@sohoi/ledger';
import type { SignedCheckpoint } from '@sohoi/ledger-postgres';

const CHECKPOINT = 'checkpoint';

/**
 * Writes the tree as static files, which any web server can hand out: the tiles first, then the checkpoint that is over
 * them, so that whoever reads meanwhile finds what the checkpoint promises. What an earlier one brought is not written again;
 * the checkpoint is, once a witness has added a line.
 * @param signal once aborted, it ends between two files; the next call goes on
 * @throws NoteRefused if the folder holds the checkpoint of another log
 */
export const publishToFolder = async (
  folder: string,
  { size, signed }: SignedCheckpoint,
  read: TileReader,
  log: Verifier,
  signal: AbortSignal,
): Promise<void> => {
  const before = await checkpointIn(folder, log);
  if (before.size > size) return;
  for (const tile of tilesBetween(before.size, size)) {
    signal.throwIfAborted();
    await put(join(folder, tilePath(tile)), await read(tile));
  }
  if (before.text !== signed) await put(join(folder, CHECKPOINT), Buffer.from(signed));
};

const checkpointIn = async (
  folder: string,
  log: Verifier,
): Promise<{ readonly size: number; readonly text: string }> => {
  const text = await readFile(join(folder, CHECKPOINT), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return { size: 0, text: '' };
  try {
    return { size: openCheckpoint(text, log).size, text };
  } catch (cause) {
    throw new NoteRefused(`${join(folder, CHECKPOINT)} is not of this log`, { cause });
  }
};

/** A file is there whole or not at all, also on a full disk. */
const put = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
};
