import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ExportFailed, ExportStopped, mustTakeFile, writeParquet } from './index.js';
import type { Row, TableSchema } from './index.js';
import { openStaged, runUntil } from './staged.js';

const schema: TableSchema = {
  name: 'things',
  description: 'one row for each thing',
  columns: [
    { name: 'name', type: 'text', description: 'what it is called' },
    { name: 'count', type: 'integer', description: 'how many' },
    { name: 'points', type: 'decimal', description: 'of 1000' },
    { name: 'share', type: 'real', description: '0 to 1' },
    { name: 'born', type: 'date', description: 'the day' },
    { name: 'recorded_at', type: 'instant', description: 'when the log took it' },
    { name: 'active', type: 'boolean', description: 'is it' },
    { name: 'tags', type: 'list', description: 'words' },
    { name: 'data', type: 'json', description: 'the rest' },
  ],
};

const đào: Row = {
  name: 'Đào Thị Ưng',
  count: 9_007_199_254_740_991,
  points: 99.995,
  share: 0.1,
  born: '1899-12-31',
  recorded_at: '2026-07-01T23:30:00.123456+07:00',
  active: true,
  tags: ['a', 'ấ'],
  data: { sealed: 'x', n: [1, null] },
};

const empty: Row = Object.fromEntries(schema.columns.map(({ name }) => [name, null]));

async function* batches(...all: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  for (const batch of all) yield Promise.resolve(batch) as unknown as readonly Row[];
}

const ask = async (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  instance.closeSync();
  return rows;
};

describe('a statement', () => {
  it('ends with the signal, however early that comes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'exports-'));
    const staged = await openStaged(folder);
    for (const early of [true, false]) {
      const stop = new AbortController();
      const running = runUntil(staged, 'SELECT sum(range * random()) FROM range(1000000000000)', stop.signal);
      if (!early) await new Promise((resolve) => setImmediate(resolve));
      stop.abort();
      await expect(running).rejects.toThrow(ExportStopped);
    }
    await runUntil(staged, 'SELECT 1', undefined);
    staged.close();
    await rm(folder, { recursive: true });
  });
});

describe('a table written as Parquet', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exports-'));
    path = join(folder, "it's.parquet");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const file = (): string => `'${path.replaceAll("'", "''")}'`;

  it('is read back with the types of its columns', async () => {
    await writeParquet(path, { schema, rows: batches([đào], [empty]) }, {});
    const columns = await ask(`DESCRIBE SELECT * FROM ${file()}`);
    expect(columns.map(({ column_name, column_type }) => `${column_name} ${column_type}`)).toEqual([
      ...['name VARCHAR', 'count BIGINT', 'points DECIMAL(18,4)', 'share DOUBLE', 'born DATE'],
      ...['recorded_at TIMESTAMP WITH TIME ZONE', 'active BOOLEAN', 'tags VARCHAR[]', 'data JSON'],
    ]);
  });

  it('is read back with its values, in their order', async () => {
    const rows = await writeParquet(path, { schema, rows: batches([đào], [], [empty]) }, {});
    expect(rows).toBe(2);
    const [first, second] = await ask(
      `SELECT * REPLACE (epoch_us(recorded_at) AS recorded_at, data::VARCHAR AS data) FROM ${file()}`,
    );
    expect(first).toEqual({
      ...{ ...đào, count: '9007199254740991', points: '99.9950', data: '{"sealed":"x","n":[1,null]}' },
      recorded_at: String(BigInt(Date.parse('2026-07-01T16:30:00.123Z')) * 1000n + 456n),
    });
    expect(second).toEqual(empty);
  });

  it('has lists of nothing, even if the first is one', async () => {
    await writeParquet(path, { schema, rows: batches([{ ...empty, tags: [] }, đào]) }, {});
    expect(await ask(`SELECT tags FROM ${file()}`)).toEqual([{ tags: [] }, { tags: ['a', 'ấ'] }]);
  });

  it('bears the stamp, whatever is written in it', async () => {
    await writeParquet(
      path,
      { schema, rows: batches([đào]) },
      { as_of_position: '00000000000000000042', rubric: "it's “Đ”" },
    );
    const metadata = await ask(
      `SELECT key::VARCHAR AS key, decode(value) AS value FROM parquet_kv_metadata(${file()})`,
    );
    expect(metadata).toEqual([
      { key: 'table', value: 'things' },
      { key: 'as_of_position', value: '00000000000000000042' },
      { key: 'rubric', value: "it's “Đ”" },
    ]);
  });

  it.each([
    [0.00005, '0.0001'],
    [1.00004999, '1.0000'],
    [-2.5, '-2.5000'],
    [1e-7, '0.0000'],
    ['12345678901234.5678', '12345678901234.5678'],
  ])('has %s as %s', async (points, written) => {
    await writeParquet(path, { schema, rows: batches([{ ...empty, points }]) }, {});
    expect((await ask(`SELECT points FROM ${file()}`))[0]).toEqual({ points: written });
  });

  it.each([
    ['count', 1.5],
    ['count', '1'],
    ['points', '1e9'],
    ['points', Number.NaN],
    ['born', '2026-02-31'],
    ['born', 'soon'],
    ['recorded_at', '2026-07-01'],
    ['active', 'yes'],
    ['tags', [1]],
    ['name', 1],
  ])('takes no %s of %p, and leaves nothing', async (name, value) => {
    const writing = writeParquet(path, { schema, rows: batches([đào], [{ ...đào, [name]: value }]) }, {});
    await expect(writing).rejects.toThrow(`${name} takes`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not there when it was stopped', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const writing = writeParquet(
      path,
      { schema, rows: batches([đào, đào], [đào], [đào]) },
      {},
      {
        signal: stop.signal,
        told: (rows) => {
          told.push(rows);
          if (rows === 3) stop.abort();
        },
      },
    );
    await expect(writing).rejects.toThrow(ExportStopped);
    expect(told).toEqual([2, 3]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not there when its rows could not be read', async () => {
    async function* failing(): AsyncGenerator<readonly Row[]> {
      yield [đào];
      await Promise.reject(new Error('the connection was lost'));
    }
    await expect(writeParquet(path, { schema, rows: failing() }, {})).rejects.toThrow('the connection was lost');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is for its owner only', async () => {
    await writeParquet(path, { schema, rows: batches([đào]) }, {});
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('says beforehand where it cannot be written, and then leaves nothing', async () => {
    await mkdir(path);
    const why = `${path} cannot be written: it is a folder`;
    await expect(mustTakeFile(path)).rejects.toThrow(why);
    await expect(writeParquet(path, { schema, rows: batches([đào]) }, {})).rejects.toThrow(why);
    await expect(mustTakeFile(join(folder, 'none', 'a.parquet'))).rejects.toThrow('its folder is not there');
    await rm(path, { recursive: true });
    await mustTakeFile(path);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says which folder is missing', async () => {
    const nowhere = join(folder, 'none', 'a.parquet');
    const writing = writeParquet(nowhere, { schema, rows: batches() }, {});
    await expect(writing).rejects.toThrow(ExportFailed);
    await expect(writing).rejects.toThrow(`${nowhere} cannot be written: its folder is not there`);
  });
});
