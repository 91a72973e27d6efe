import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { DuckDBTimestampTZValue } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import readXlsx from 'read-excel-file/node';
import { ExportFailed, ExportStopped, harmless, mustTakeFolder, openExport, writeFolder } from './index.js';
import type { Format, Row, Stamp, TableSchema } from './index.js';
import { openStaged } from './staged.js';
import type { Staged } from './staged.js';
import { MOST_ROWS, writeXlsx } from './xlsx.js';

const columns: TableSchema['columns'] = [
  { name: 'name', type: 'text', description: 'what it is called' },
  { name: 'province', type: 'text', description: 'where' },
  { name: 'count', type: 'integer', description: 'how many' },
  { name: 'points', type: 'decimal', description: 'of 1000' },
  { name: 'born', type: 'date', description: 'the day' },
  { name: 'recorded_at', type: 'instant', description: 'when the log took it' },
  { name: 'active', type: 'boolean', description: 'is it' },
  { name: 'tags', type: 'list', description: 'words' },
  { name: 'data', type: 'json', description: 'the rest' },
];
const schema: TableSchema = { name: 'things', description: 'one row for each thing', columns };
const stamp: Stamp = { as_of_position: '00000000000000000042', rubric: 'Bảng điểm “mẫu”' };

const one: Row = {
  ...{ name: 'Đào Thị Ưng', province: 'Hải Phòng', count: 7, points: -99.5, born: '1990-07-01' },
  recorded_at: '2026-07-01T16:30:00.123Z',
  ...{ active: true, tags: ['a', 'ấ'], data: { n: [1, null], text: 'a "quote", and\nlines' } },
};
const empty: Row = Object.fromEntries(columns.map(({ name }) => [name, null]));

async function* batches(...all: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  for (const batch of all) yield await Promise.resolve(batch);
}

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'exports-'));
  folder = join(parent, 'out');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const write = (format: Format, rows: readonly Row[], partition?: string) =>
  writeFolder(folder, format, [{ schema, rows: batches(rows), ...(partition && { partition }) }], () =>
    Promise.resolve(stamp),
  );

const ask = async (sql: string): Promise<readonly (readonly unknown[])[]> => {
  const opened = await openExport(folder);
  try {
    const rows: (readonly unknown[])[] = [];
    for await (const chunk of (await opened.ask(sql)).rows) rows.push(...chunk);
    return rows;
  } finally {
    await opened.close();
  }
};

describe('an exported folder', () => {
  it.each(['parquet', 'csv'] as const)('of %s is asked by DuckDB, with the types of the columns', async (format) => {
    const manifest = await write(format, [one, empty]);
    expect(manifest.tables[0]?.rows).toBe(2);
    expect((await ask('DESCRIBE things')).map(([name, type]) => `${String(name)} ${String(type)}`)).toEqual([
      ...['name VARCHAR', 'province VARCHAR', 'count BIGINT', 'points DECIMAL(18,4)', 'born DATE'],
      ...['recorded_at TIMESTAMP WITH TIME ZONE', 'active BOOLEAN', 'tags VARCHAR[]', 'data JSON'],
    ]);
    const [first, second] = await ask("SELECT * REPLACE (data->>'text' AS data) FROM things");
    const values = ['Đào Thị Ưng', 'Hải Phòng', 7, -99.5, '1990-07-01', '2026-07-01 16:30:00.123+00', true, ['a', 'ấ']];
    expect(first).toEqual([...values, 'a "quote", and\nlines']);
    expect(second).toEqual(columns.map(() => null));
  });

  it('is for its owner only, and names each file with its hash', async () => {
    const { tables } = await write('csv', [one]);
    expect(tables[0]?.files.map(({ path }) => path)).toEqual(['things.csv', 'things.csv-metadata.json']);
    expect(tables[0]?.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await readdir(folder)).sort()).toEqual(['manifest.json', 'things.csv', 'things.csv-metadata.json']);
    expect(await readdir(parent)).toEqual(['out']);
    expect(JSON.parse(await readFile(join(folder, 'things.csv-metadata.json'), 'utf8'))).toMatchObject({ stamp });
  });

  it('has parts by the values of a column, that are in the files too', async () => {
    const { tables } = await write('parquet', [one, empty, { ...one, province: 'Huế', count: 8 }], 'province');
    expect(tables[0]?.files.map(({ path }) => decodeURIComponent(path)).sort()).toEqual([
      'things/province=Huế/rows.parquet',
      'things/province=Hải Phòng/rows.parquet',
      'things/province=__HIVE_DEFAULT_PARTITION__/rows.parquet',
    ]);
    expect(await ask('SELECT province, sum(count) FROM things GROUP BY ALL ORDER BY 1 NULLS LAST')).toEqual([
      ['Huế', 8],
      ['Hải Phòng', 7],
      [null, null],
    ]);
  });

  it('of no rows has the columns all the same', async () => {
    await write('parquet', [], 'province');
    expect(await ask('SELECT count(*) FROM things')).toEqual([[0]]);
    expect(await ask('DESCRIBE things')).toHaveLength(columns.length);
  });

  it('is written beside nothing: a folder that is not empty stays as it is', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'mine'), 'x');
    await expect(write('parquet', [one])).rejects.toThrow(`${folder} is not empty: name a new folder`);
    expect(await readdir(folder)).toEqual(['mine']);
    await expect(
      writeFolder(join(folder, 'mine'), 'csv', [{ schema, rows: batches([one]) }], () => Promise.resolve(stamp)),
    ).rejects.toThrow('it is no folder');
  });

  it('is refused beforehand for the reasons for which it would be refused later, and leaves nothing', async () => {
    const refused = async (target: string, why: string): Promise<void> => {
      const asked = mustTakeFolder(target);
      await expect(asked).rejects.toThrow(ExportFailed);
      await expect(asked).rejects.toThrow(`${target} cannot be written: ${why}`);
    };
    await refused(join(parent, 'none', 'out'), 'its folder is not there');
    await refused(join(parent, 'x'.repeat(300)), 'its name is too long');
    await refused(join(parent, 'đâu?'), 'name it without a question mark');
    await writeFile(join(parent, 'mine'), 'x');
    await refused(join(parent, 'mine'), 'it is no folder');
    await mustTakeFolder(folder);
    expect(await readdir(parent)).toEqual(['mine']);
  });

  it.each(['parquet', 'csv', 'xlsx'] as const)('of %s is not there when it was stopped', async (format) => {
    const stop = new AbortController();
    const told = (): void => stop.abort();
    const writing = writeFolder(
      ...([folder, format, [{ schema, rows: batches([one], [one]) }], () => Promise.resolve(stamp)] as const),
      { signal: stop.signal, told },
    );
    await expect(writing).rejects.toThrow(ExportStopped);
    expect(await readdir(parent)).toEqual([]);
  });

  it.each(['parquet', 'csv', 'xlsx'] as const)(
    'of %s is not there when it was stopped after the last row',
    async (format) => {
      const stop = new AbortController();
      const stampOf = (): Promise<Stamp> => {
        stop.abort();
        return Promise.resolve(stamp);
      };
      const writing = writeFolder(folder, format, [{ schema, rows: batches([one]) }], stampOf, { signal: stop.signal });
      await expect(writing).rejects.toThrow(ExportStopped);
      expect(await readdir(parent)).toEqual([]);
    },
  );
});

describe('CSV', () => {
  const textOf = async (rows: readonly Row[]): Promise<string> => {
    await write('csv', rows);
    return readFile(join(folder, 'things.csv'), 'utf8');
  };

  it('begins with a byte order mark, and tells empty from empty text', async () => {
    const text = await textOf([one, { ...empty, name: '' }]);
    expect(text.startsWith('\uFEFFname,province,count,points,born,recorded_at,active,tags,data\r\nĐào Thị Ưng,')).toBe(
      true,
    );
    expect(text.endsWith('\r\n"",,,,,,,,\r\n')).toBe(true);
    expect(text).toContain(',7,-99.5000,1990-07-01,2026-07-01T16:30:00.123Z,true,"[""a"",""ấ""]",');
  });

  it.each(['=1+1', '+84', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
    'makes %j harmless',
    async (name) => {
      const text = await textOf([{ ...empty, name }]);
      expect(text.split('\r\n')[1]).toMatch(/^"?'/);
      expect(await ask('SELECT name FROM things')).toEqual([[`'${name}`]]);
    },
  );

  it('makes harmless what begins with nothing that can be seen', () => {
    expect(harmless('\u0000=1')).toBe("'\u0000=1");
  });
});

describe('xlsx', () => {
  const sheetsOf = async (rows: readonly Row[]) => {
    await write('xlsx', rows);
    return readXlsx(join(folder, 'things.xlsx'), { trim: false });
  };

  it('has real numbers, days and truth; instants are in the time of Việt Nam', async () => {
    const [sheet, about] = await sheetsOf([one]);
    expect(sheet?.sheet).toBe('things');
    expect(sheet?.data).toEqual([
      columns.map(({ name }) => name),
      [
        ...['Đào Thị Ưng', 'Hải Phòng', 7, -99.5, new Date('1990-07-01T00:00:00Z')],
        ...[new Date('2026-07-01T23:30:00.123Z'), true, '["a","ấ"]', JSON.stringify(one['data'])],
      ],
    ]);
    expect(about?.data).toEqual(
      expect.arrayContaining([
        ['as_of_position', '00000000000000000042'],
        ['rubric', 'Bảng điểm “mẫu”'],
      ]),
    );
  });

  it('has texts as they are, also those that its format would take for the number of a letter', async () => {
    const names = ['_x0041_', '_x005F_x0041_', 'a\rb', '_x_', ' a '];
    const [sheet] = await sheetsOf(names.map((name) => ({ ...one, name })));
    expect(sheet?.data.slice(1).map((row) => row[0])).toEqual(names);
  });

  it('has days that Excel cannot count as texts', async () => {
    const [sheet] = await sheetsOf(['1899-12-31', '1900-02-28', '1900-03-01'].map((born) => ({ ...one, born })));
    expect(sheet?.data.slice(1).map((row) => row[4])).toEqual([
      '1899-12-31',
      '1900-02-28',
      new Date('1900-03-01T00:00:00Z'),
    ]);
  });

  it.each(['=1+1', '+84', '-1', '@SUM(A1)', '=cmd|"/c calc"!A1'])('has %s as text', async (name) => {
    const [sheet] = await sheetsOf([{ ...one, name }]);
    expect(sheet?.data[1]?.[0]).toBe(name);
  });

  it('keeps its heading in sight', async () => {
    await write('xlsx', [one]);
    const book = new Workbook();
    await book.xlsx.readFile(join(folder, 'things.xlsx'));
    expect(book.getWorksheet('things')?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  it('has no more rows than a sheet', async () => {
    const staged = await openStaged(parent);
    const writing = writeXlsx(staged, schema, MOST_ROWS + 1, stamp, join(parent, 'things.xlsx'));
    await expect(writing).rejects.toThrow('things has 1048576 rows, and a sheet of xlsx has at most 1048575');
    staged.close();
  });

  it('reads no more rows when its file cannot be written', async () => {
    let isOpen = false;
    const connection = {
      stream: () =>
        Promise.resolve({
          async *yieldRowsJson() {
            isOpen = true;
            try {
              for (;;) yield await Promise.resolve([columns.map(() => null)]);
            } finally {
              isOpen = false;
            }
          },
        }),
    };
    const staged = { connection, close: () => undefined } as unknown as Staged;
    const writing = writeXlsx(staged, schema, 1, stamp, join(parent, 'none', 'things.xlsx'));
    await expect(writing).rejects.toMatchObject({ code: 'ENOENT' });
    expect(isOpen).toBe(false);
  });

  it('says which text is too long for a cell, and leaves nothing', async () => {
    const writing = write('xlsx', [one, { ...one, name: 'x'.repeat(32_768) }]);
    await expect(writing).rejects.toThrow('row 3 has 32768 characters in name, and a cell of xlsx has at most 32767');
    expect(await readdir(parent)).toEqual([]);
  });
});

describe('DuckDB over an export', () => {
  beforeEach(async () => {
    await write('parquet', [one, one]);
  });

  it.each([
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM 'http://127.0.0.1:9/x.parquet'",
    "COPY things TO '/tmp/stolen.csv'",
    'COPY things TO stdout',
    "ATTACH '/tmp/other.db'",
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    "SET temp_directory = '/'",
    'CREATE TABLE mine AS SELECT 1',
    'DROP VIEW things',
    "EXPLAIN ANALYZE COPY things TO '/tmp/stolen.csv'",
    'SELECT 1; SELECT 2',
    '',
    'SELEC 1',
  ])('refuses %j', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({ name: 'ExportFailed' });
  });

  it('tells instants in UTC, in whatever zone the machine is', async () => {
    DuckDBTimestampTZValue.timezoneOffsetInMinutes = 7 * 60;
    expect(await ask('SELECT recorded_at, recorded_at::DATE FROM things LIMIT 1')).toEqual([
      ['2026-07-01 16:30:00.123+00', '2026-07-01'],
    ]);
  });

  it('answers with numbers those that a number can hold, with their digits the others', async () => {
    const big = '9007199254740991::BIGINT, 9007199254740993::BIGINT, 10000000000000000::BIGINT';
    const fine =
      '96.88::DECIMAL(18,4), -0.5::DECIMAL(18,4), 12345678901.2::DECIMAL(18,4), 12345678901234.5678::DECIMAL(18,4)';
    expect(await ask(`SELECT ${big}, ${fine}, '2026'`)).toEqual([
      [
        ...[9_007_199_254_740_991, '9007199254740993', '10000000000000000'],
        ...[96.88, -0.5, 12_345_678_901.2, '12345678901234.5678', '2026'],
      ],
    ]);
  });

  it('reads no manifest and no neighbour of the files', async () => {
    await expect(ask(`SELECT * FROM read_text('${folder}/manifest.json')`)).rejects.toMatchObject({
      name: 'ExportFailed',
    });
  });

  it('says which file was changed, or is gone', async () => {
    const file = join(folder, 'things.parquet');
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(openExport(folder)).rejects.toThrow('things.parquet was changed since it was exported');
    await rm(file);
    await expect(openExport(folder)).rejects.toThrow('things.parquet is not there');
  });

  it('opens no folder without a manifest, with a foreign one, or with one that points outside', async () => {
    await expect(openExport(parent)).rejects.toThrow('it has no manifest.json');
    const path = join(folder, 'manifest.json');
    const manifest = await readFile(path, 'utf8');
    await writeFile(path, '{}');
    await expect(openExport(folder)).rejects.toThrow('is none that this version wrote');
    await writeFile(path, manifest.replace('"things.parquet"', '"../../etc/hostname"'));
    await expect(openExport(folder)).rejects.toThrow('lies outside of');
    await writeFile(path, manifest.replace('"name": "count"', '"name": "name"').replace('"parquet"', '"csv"'));
    await expect(openExport(folder)).rejects.toMatchObject({ name: 'ExportFailed' });
  });

  it('does not open workbooks', async () => {
    folder = join(parent, 'books');
    await write('xlsx', [one]);
    await expect(openExport(folder)).rejects.toThrow('export as parquet or csv');
  });
});
