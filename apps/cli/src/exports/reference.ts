import stringWidth from 'string-width';
import type { ColumnType, TableSchema } from '@sohoi/exports';
import { memberStates, snapshotStampKeys } from '@sohoi/snapshots';
import { resultSchema } from '../replay/result.js';
import { datasets } from '../choices.js';
import { exported } from './schemas.js';
import { stampKeys } from './stamp.js';

/** How each type is written in each format. */
const types: Readonly<Record<ColumnType, readonly [parquet: string, csv: string, xlsx: string]>> = {
  text: ['VARCHAR', 'as it is; made harmless, see below', 'text'],
  integer: ['BIGINT', 'digits', 'number; text beyond 2^53'],
  decimal: ['DECIMAL(18,4)', 'digits with four decimals', 'number'],
  real: ['DOUBLE', 'digits', 'number'],
  date: ['DATE', 'yyyy-mm-dd', 'date; text before 1 March 1900'],
  instant: ['TIMESTAMP WITH TIME ZONE', 'yyyy-mm-ddThh:mm:ss.sssZ (UTC)', 'date and time of Việt Nam (UTC+7)'],
  boolean: ['BOOLEAN', 'true, false', 'true, false'],
  list: ['VARCHAR[]', 'JSON', 'text, as JSON'],
  json: ['JSON', 'JSON', 'text, as JSON'],
};

const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [heading, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = heading.map((_title, n) => Math.max(3, ...all.map((cells) => stringWidth(cells[n] ?? ''))));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, n) => cell + ' '.repeat((widths[n] ?? 0) - stringWidth(cell))).join(' | ')} |`;
  const [first = [], ...others] = all;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
};

const columnsOf = ({ columns }: TableSchema): string =>
  table(
    ['Column', 'Type', 'What it says'],
    columns.map(({ name, type, description }) => [code(name), type, description]),
  );

const code = (text: string): string => `\`${text}\``;

/** docs/reference/exports.md. */
export const renderExportsReference = (): string =>
  `${[
    '# What exports hold',
    'Generated from the tables that `sohoi export`, `sohoi replay` and `sohoi snapshot` write: do not edit, run `node apps/cli/dist/exports-reference.js`. How to take data away is [told elsewhere](../how-to/take-data-away.md).',
    ...datasets.flatMap((dataset) => {
      const { schema, partition } = exported[dataset];
      return [
        `## ${code(dataset)}`,
        `${schema.description} Parquet is parted by ${code(partition)}.`,
        columnsOf(schema),
      ];
    }),
    `## ${code(resultSchema.name)}`,
    `What \`sohoi replay --out\` writes. ${resultSchema.description} Its stamp says \`status\`, \`body\`, \`period\`, \`events\`, \`as_of_position\`, \`as_of_event\`, \`as_of_recorded_at\`, and where there are such \`valid_at\`, \`unit\`, \`rubric\` and \`rubric_sha256\`.`,
    columnsOf(resultSchema),
    `## ${code(memberStates.name)}`,
    `What \`sohoi snapshot\` writes, as Parquet in one file, for [subscribers that begin behind it](../how-to/begin-behind-a-snapshot.md). ${memberStates.description} The names are those of the contract, as in \`vwu.membership.state.v1\`. Its stamp:`,
    table(
      ['Key', 'What it says'],
      Object.entries(snapshotStampKeys).map(([key, description]) => [code(key), description]),
    ),
    columnsOf(memberStates),
    '## Types',
    table(
      ['Type', 'Parquet', 'CSV', 'xlsx'],
      Object.entries(types).map(([type, cells]) => [type, ...cells]),
    ),
    '## The stamp',
    "Each file says what it is of. In Parquet these are key-value metadata of the file (`parquet_kv_metadata` in DuckDB), with the table's name as `table`; in xlsx they are the second sheet; a CSV has them beside it in `….csv-metadata.json`, which also describes its columns as “CSV on the Web” has it. `manifest.json` repeats them.",
    table(
      ['Key', 'What it says'],
      Object.entries(stampKeys).map(([key, description]) => [code(key), description]),
    ),
    '## The folder',
    '`manifest.json` names the tables with their columns and numbers of rows, and each file with its length and SHA-256. Parquet (zstd) is parted as Hive does it, `members/province_code=31/rows.parquet`; the column is in the files as well, as text, so that a file that is passed on by itself loses nothing. Rows without a value are in `…=__HIVE_DEFAULT_PARTITION__`. CSV and xlsx are one file.',
    '## CSV',
    'UTF-8 with a byte order mark, lines that end in CR LF, the names of the columns first. An empty cell is nothing, an empty text is `""`. A text, list or JSON that begins with `=`, `+`, `-`, `@`, their wide forms (`＝`, `＋`, `－`, `＠`), a tab, a carriage return or a new line begins with an apostrophe, so that a spreadsheet does not take it for a formula; numbers and days never do.',
    '## xlsx',
    'The first sheet is the table, its heading stays in sight; the second is the stamp. Texts are cells of text, which no spreadsheet takes for a formula, edited or not; saved as CSV by the spreadsheet they are as they are. A sheet has at most 1048575 rows and a cell 32767 characters: what has more is refused, and is there as Parquet or CSV. Signs that XML cannot hold read �.',
  ].join('\n\n')}\n`;
