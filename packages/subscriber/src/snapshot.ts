import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { MemberState } from './public-events/member-state.js';

/** The public state of every member as of one place in the log, as `sohoi snapshot` writes it. */
export type Snapshot = {
  /** The `source` of the events that are in it. */
  readonly source: string;
  /** Events up to this sequence are in it; the tail begins behind it. */
  readonly asOfSequence: string;
  /** How many members it has. */
  readonly members: number;
  /** All of them, by id, in batches of at most a thousand. */
  states(): AsyncIterable<readonly MemberState[]>;
};

/** The folder holds no snapshot, or one that is not as it was written. */
export class SnapshotUnusable extends Error {
  override readonly name = 'SnapshotUnusable';
}

const BATCH = 1000;

type Manifest = {
  readonly stamp?: Readonly<Partial<Record<'dataset' | 'source' | 'asOfSequence', string>>>;
  readonly tables?: readonly {
    readonly rows: number;
    readonly files: readonly { readonly path: string; readonly sha256: string }[];
  }[];
};

const manifestIn = async (folder: string): Promise<Manifest> => {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  } catch (error) {
    throw new SnapshotUnusable(`${folder} holds no snapshot: it has no manifest.json that can be read`, {
      cause: error,
    });
  }
};

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
};

// Not by its name: without it Node before 22.15 could not load this package even where no snapshot is read.
const compressors = { ZSTD: (input: Uint8Array): Uint8Array => zlib.zstdDecompressSync(input) };

/** A day comes as its beginning in UTC. */
const dayIn = (cell: unknown): string => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell));

const stateIn = (row: Readonly<Record<string, unknown>>): MemberState =>
  ({
    ...row,
    duesPaid: row['duesPaid'] ?? [],
    admittedAt: dayIn(row['admittedAt']),
    endedAt: row['endedAt'] == null ? null : dayIn(row['endedAt']),
    streamversion: Number(row['streamversion']),
  }) as MemberState;

/** A group of rows is in memory at a time, as the file has them. */
async function* statesIn(path: string): AsyncGenerator<readonly MemberState[]> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors });
    for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH).map(stateIn);
    rowStart = rowEnd;
  }
}

/**
 * The snapshot in a folder; its files are held against the hashes that were written down with them.
 * @throws SnapshotUnusable
 */
export const snapshotIn = async (folder: string): Promise<Snapshot> => {
  const { stamp: { dataset, source, asOfSequence } = {}, tables: [table] = [] } = await manifestIn(folder);
  if (dataset !== 'member-states' || !source || !asOfSequence || !table) {
    throw new SnapshotUnusable(`${folder} holds no snapshot of states of members`);
  }
  const paths = table.files.map(({ path }) => join(folder, path));
  for (const [n, { path, sha256 }] of table.files.entries()) {
    const found = await sha256Of(paths[n] ?? '').catch(() => undefined);
    if (found !== sha256) throw new SnapshotUnusable(`${path} is not as it was written: take the snapshot again`);
  }
  return {
    ...{ source, asOfSequence, members: table.rows },
    states: async function* () {
      for (const path of paths) yield* statesIn(path);
    },
  };
};
