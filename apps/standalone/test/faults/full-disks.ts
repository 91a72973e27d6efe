import { chownSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@sohoi/embedded-postgres';
import { mountSmallDisk } from '@sohoi/embedded-postgres/testing';
import type { SmallDisk } from '@sohoi/embedded-postgres/testing';

export type Disks = { readonly dataDir: string; readonly data: SmallDisk; readonly wal: SmallDisk };

/** A database cluster whose tables are on one small disk, and whose write-ahead log is on another. */
export const clusterOnSmallDisks = async (folder: string): Promise<Disks> => {
  const dataDir = join(folder, 'data');
  const walDir = join(folder, 'wal');
  for (const dir of [dataDir, walDir]) mkdirSync(dir);
  const data = mountSmallDisk(dataDir, '200m');
  const wal = mountSmallDisk(walDir, '100m');
  await (await startPostgres({ dataDir })).stop();
  const inside = join(dataDir, 'postgres', 'pg_wal');
  const outside = join(walDir, 'pg_wal');
  cpSync(inside, outside, { recursive: true });
  rmSync(inside, { recursive: true });
  symlinkSync(outside, inside);
  const { uid, gid } = statSync(join(dataDir, 'postgres'));
  giveTo(uid, gid, outside);
  return { dataDir, data, wal };
};

const giveTo = (uid: number, gid: number, folder: string): void => {
  for (const path of [folder, ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))]) {
    chownSync(path, uid, gid);
  }
};
