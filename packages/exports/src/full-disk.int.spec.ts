import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mountSmallDisk, smallDisksAreToBeHad } from '@sohoi/embedded-postgres/testing';
import type { SmallDisk } from '@sohoi/embedded-postgres/testing';
import { ExportFailed, writeFolder, writeParquet } from './index.js';
import type { Row, TableSchema } from './index.js';

const schema: TableSchema = {
  name: 'things',
  description: 'one row for each thing',
  columns: [
    { name: 'id', type: 'integer', description: 'its number' },
    { name: 'text', type: 'text', description: 'nothing that can be packed' },
  ],
};

const BATCH = 2_000;

/** Texts without order, so that they stay as long as they are. */
async function* rows(batches: number): AsyncGenerator<readonly Row[]> {
  let seed = 1;
  const word = (): string => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed.toString(36);
  };
  for (let batch = 0; batch < batches; batch += 1) {
    const found = Array.from({ length: BATCH }, (_, n) => ({ id: batch * BATCH + n, text: word() + word() + word() }));
    yield await Promise.resolve(found);
  }
}

const onSmallDisks = smallDisksAreToBeHad() ? describe : describe.skip;

onSmallDisks('on a disk that becomes full', () => {
  let mounted: string;
  let disk: SmallDisk;
  beforeEach(() => {
    mounted = mkdtempSync(join(tmpdir(), 'exports-disk-'));
    disk = mountSmallDisk(mounted, '3m');
  });
  afterEach(() => {
    disk.unmount();
    rmSync(mounted, { recursive: true });
  });

  it.each(['parquet', 'csv', 'xlsx'] as const)('an export of %s says so, and leaves nothing', async (format) => {
    const folder = join(mounted, 'out');
    const writing = writeFolder(folder, format, [{ schema, rows: rows(60) }], () => Promise.resolve({}));
    const error = await writing.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ExportFailed);
    expect(String(error)).toContain(`${folder} cannot be written: the disk is full`);
    expect(readdirSync(mounted)).toEqual([]);
  });

  it('CSV that is longer than the rows were says so as well', async () => {
    // Rows alike take little room as columns, and much as lines.
    async function* alike(): AsyncGenerator<readonly Row[]> {
      const batch = Array.from({ length: BATCH }, () => ({ id: 1, text: 'Đào Thị Ưng, '.repeat(20) }));
      for (let n = 0; n < 20; n += 1) yield await Promise.resolve(batch);
    }
    const writing = writeFolder(join(mounted, 'out'), 'csv', [{ schema, rows: alike() }], () => Promise.resolve({}));
    await expect(writing).rejects.toThrow('the disk is full');
    expect(readdirSync(mounted)).toEqual([]);
  });

  it('one file says so, and what stood there stands there still', async () => {
    disk.fill();
    const before = readdirSync(mounted);
    const writing = writeParquet(join(mounted, 'a.parquet'), { schema, rows: rows(1) }, {});
    await expect(writing).rejects.toThrow('the disk is full');
    expect(readdirSync(mounted)).toEqual(before);
  });

  it('a folder that is a disk of its own is refused in words', async () => {
    const writing = writeFolder(mounted, 'csv', [{ schema, rows: rows(1) }], () => Promise.resolve({}));
    await expect(writing).rejects.toThrow(`${mounted} cannot be written: it is a disk of its own; name a folder in it`);
    expect(readdirSync(tmpdir()).filter((name) => name.includes(`${mounted.split('/').at(-1) ?? ''}.part`))).toEqual(
      [],
    );
  });
});
