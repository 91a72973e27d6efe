export { ExportFailed, ExportStopped } from './export-failed.js';
export { writeParquet } from './parquet.js';
export type { Writing } from './parquet.js';
export type { Cell, Column, ColumnType, Row, Stamp, Table, TableSchema } from './table.js';
