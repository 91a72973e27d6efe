import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  LIST,
  VARCHAR,
} from '@duckdb/node-api';
import type { DuckDBAppender } from '@duckdb/node-api';
import type { Cell, Column, ColumnType } from './table.js';

export const SCALE = 4;
const WIDTH = 18;
/** Said, since it cannot be told from a list of nothing. */
const TEXTS = LIST(VARCHAR);
const DAY_MS = 86_400_000;

/** The types as DuckDB names them, which is what its Parquet files are read back as. */
export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: `DECIMAL(${WIDTH},${SCALE})`,
  real: 'DOUBLE',
  date: 'DATE',
  instant: 'TIMESTAMP WITH TIME ZONE',
  boolean: 'BOOLEAN',
  list: 'VARCHAR[]',
  json: 'JSON',
};

/** @throws TypeError naming column and value, if the value is not of the column's type: a bug, not bad input */
export const append = (appender: DuckDBAppender, column: Column, cell: Cell): void => {
  if (cell === null || cell === undefined) return appender.appendNull();
  const wrong = (): TypeError =>
    new TypeError(`${column.name} takes ${column.type}, not ${JSON.stringify(cell) ?? typeof cell}`);
  switch (column.type) {
    case 'text':
      if (typeof cell !== 'string') throw wrong();
      return appender.appendVarchar(cell);
    case 'integer':
      if (typeof cell === 'bigint') return appender.appendBigInt(cell);
      if (typeof cell !== 'number' || !Number.isSafeInteger(cell)) throw wrong();
      return appender.appendBigInt(BigInt(cell));
    case 'decimal': {
      const digits = typeof cell === 'number' || typeof cell === 'string' ? scaled(String(cell)) : undefined;
      if (digits === undefined) throw wrong();
      return appender.appendDecimal(new DuckDBDecimalValue(digits, WIDTH, SCALE));
    }
    case 'real':
      if (typeof cell !== 'number' || !Number.isFinite(cell)) throw wrong();
      return appender.appendDouble(cell);
    case 'date': {
      const days = typeof cell === 'string' ? daysOf(cell) : undefined;
      if (days === undefined) throw wrong();
      return appender.appendDate(new DuckDBDateValue(days));
    }
    case 'instant': {
      const micros = typeof cell === 'string' ? microsOf(cell) : undefined;
      if (micros === undefined) throw wrong();
      return appender.appendTimestampTZ(new DuckDBTimestampTZValue(micros));
    }
    case 'boolean':
      if (typeof cell !== 'boolean') throw wrong();
      return appender.appendBoolean(cell);
    case 'list':
      if (!Array.isArray(cell) || !cell.every((one) => typeof one === 'string')) throw wrong();
      return appender.appendList(new DuckDBListValue(cell), TEXTS);
    case 'json':
      return appender.appendVarchar(JSON.stringify(cell));
  }
};

/** Ten-thousandths, rounded half away from zero by the digits as written; undefined if it is no such number. */
const scaled = (text: string): bigint | undefined => {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e-(\d+))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const shifted = (whole + fraction).padStart(Number(exponent) + fraction.length + 1, '0');
  const point = shifted.length - fraction.length - Number(exponent);
  const kept = (shifted.slice(point) + '0'.repeat(SCALE + 1)).slice(0, SCALE + 1);
  const value = (BigInt(shifted.slice(0, point) + kept) + 5n) / 10n;
  if (value >= 10n ** BigInt(WIDTH)) return undefined;
  return sign === '-' ? -value : value;
};

/** Since 1 January 1970; undefined if there is no such day. */
const daysOf = (text: string): number | undefined => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text ? at / DAY_MS : undefined;
};

/** An instant may have more than milliseconds. */
const microsOf = (text: string): bigint | undefined => {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6})\d*)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [, seconds = '', fraction = '', zone = ''] = parts;
  const at = Date.parse(seconds + zone);
  return Number.isNaN(at) ? undefined : BigInt(at) * 1000n + BigInt(fraction.padEnd(6, '0'));
};
