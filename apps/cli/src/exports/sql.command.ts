import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { csvLine, ExportFailed, harmless, openExport } from '@sohoi/exports';
import type { Answer, OpenedExport } from '@sohoi/exports';
import { CliError, EXIT_REFUSED } from '../ledger-client.js';
import { cut, table } from '../table.js';

export type SqlOptions = { readonly format: 'table' | 'json' | 'csv' };

/** Of a terminal: `json` and `csv` have all rows, and whole cells. */
const MOST_SHOWN = 200;
const WIDTH = 60;

/**
 * Asks an export in SQL; without a question, one after another from the input, each ended by a semicolon.
 * @param streams a prompt is shown where the input is a terminal
 */
export const sql = async (
  folder: string,
  question: string | undefined,
  { format }: SqlOptions,
  streams: { readonly input: Readable & { isTTY?: boolean }; readonly output: Writable; readonly errors: Writable },
  signal: AbortSignal,
): Promise<void> => {
  const opened = await inWords(() => openExport(folder));
  const interrupted = (): void => opened.interrupt();
  signal.addEventListener('abort', interrupted);
  try {
    if (question !== undefined) await inWords(() => answer(opened, question, format, streams.output));
    else await prompt(opened, format, streams);
  } finally {
    signal.removeEventListener('abort', interrupted);
    await opened.close();
  }
};

const prompt = async (
  opened: OpenedExport,
  format: SqlOptions['format'],
  { input, output, errors }: Parameters<typeof sql>[3],
): Promise<void> => {
  const isTerminal = input.isTTY === true;
  if (isTerminal) output.write(`${opened.manifest.tables.map(viewOf).join('\n')}\n`);
  const lines = createInterface({ input, ...(isTerminal && { output, prompt: 'sql> ' }), terminal: isTerminal });
  lines.on('SIGINT', () => lines.close());
  let typed = '';
  if (isTerminal) lines.prompt();
  for await (const line of lines) {
    typed = typed ? `${typed}\n${line}` : line;
    if (/;\s*$/.test(typed)) {
      const question = typed;
      typed = '';
      await answer(opened, question, format, output).catch((error: unknown) => {
        if (!isTerminal || !(error instanceof ExportFailed)) throw inCli(error);
        errors.write(`${error.message}\n`);
      });
    }
    if (isTerminal) lines.prompt();
  }
  if (typed.trim() !== '' && !isTerminal) await inWords(() => answer(opened, typed, format, output));
};

const viewOf = ({ name, rows, columns }: OpenedExport['manifest']['tables'][number]): string =>
  `${name}: ${rows} rows (${columns.map((column) => column.name).join(', ')})`;

const answer = async (
  opened: OpenedExport,
  question: string,
  format: SqlOptions['format'],
  output: Writable,
): Promise<void> => {
  const found = await opened.ask(question);
  switch (format) {
    case 'table':
      return asTable(found, output);
    case 'json':
      for await (const rows of found.rows) {
        await written(output, rows.map((row) => `${JSON.stringify(objectOf(found.columns, row))}\n`).join(''));
      }
      return;
    case 'csv':
      await written(output, `${csvLine(found.columns.map(harmless))}\r\n`);
      for await (const rows of found.rows) {
        await written(output, rows.map((row) => `${csvLine(row.map(csvCell))}\r\n`).join(''));
      }
  }
};

const asTable = async ({ columns, rows }: Answer, output: Writable): Promise<void> => {
  const shown: (readonly string[])[] = [];
  let count = 0;
  for await (const chunk of rows) {
    for (const row of chunk.slice(0, MOST_SHOWN - shown.length))
      shown.push(row.map((cell) => cut(textOf(cell), WIDTH)));
    count += chunk.length;
  }
  output.write(`${table(columns, shown)}\n`);
  if (count > shown.length) output.write(`… ${count} rows; --format json and csv have them all\n`);
};

const objectOf = (columns: readonly string[], row: readonly unknown[]): object =>
  Object.fromEntries(columns.map((name, n) => [name, row[n]]));

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
};

const csvCell = (cell: unknown): string | null => {
  if (cell === null || cell === undefined) return null;
  return typeof cell === 'string' ? harmless(cell) : textOf(cell);
};

const written = async (output: Writable, text: string): Promise<void> => {
  if (!output.write(text)) await new Promise((resolve) => output.once('drain', resolve));
};

const inCli = (error: unknown): unknown =>
  error instanceof ExportFailed ? new CliError(error.message, EXIT_REFUSED) : error;

const inWords = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw inCli(error);
  }
};
