import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, Stamp } from './table.js';

export const formats = ['parquet', 'csv', 'xlsx'] as const;
export type Format = (typeof formats)[number];

export const MANIFEST = 'manifest.json';

export type FileOfExport = {
  /** From the folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
};

export type Manifest = {
  readonly manifestVersion: 1;
  readonly format: Format;
  readonly stamp: Stamp;
  readonly tables: readonly {
    readonly name: string;
    readonly description: string;
    readonly columns: readonly Column[];
    readonly rows: number;
    readonly files: readonly FileOfExport[];
  }[];
};

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
};

export const describeFile = async (folder: string, path: string): Promise<FileOfExport> => {
  const whole = join(folder, path);
  return { path, bytes: (await stat(whole)).size, sha256: await sha256Of(whole) };
};

/** What is wrong with a file of the export, in words; undefined if it is as it was written. */
export const changeOf = async (folder: string, file: FileOfExport): Promise<string | undefined> => {
  const now = await describeFile(folder, file.path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!now) return `${file.path} is not there`;
  return now.sha256 === file.sha256 ? undefined : `${file.path} was changed since it was exported`;
};
