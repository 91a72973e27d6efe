import { ExportFailed, ExportStopped, mustTakeFolder, writeFolder } from '@sohoi/exports';
import type { Format, Manifest } from '@sohoi/exports';
import { CliError, EXIT_REFUSED, EXIT_USAGE } from '../ledger-client.js';
import type { Connection } from '../ledger-client.js';
import type { ProgressLine } from '../progress-line.js';
import { askedAs } from './asked.js';
import type { Query } from './asked.js';
import { momentOf, signedRootOf } from './moment.js';
import type { ExportMoment } from './moment.js';
import { rowsOf } from './rows.js';
import type { Seen } from './rows.js';
import { exported } from './schemas.js';
import type { Dataset } from './schemas.js';
import { stampFor } from './stamp.js';

export type ExportOptions = Connection & {
  readonly format: Format;
  readonly out: string;
  readonly asOf?: string;
  readonly validAt?: string;
  readonly unit?: string;
  readonly after?: string;
  readonly stream?: string;
  readonly purpose?: string;
  readonly period?: string;
  readonly level?: string;
  readonly status?: string;
};

/** What narrows each dataset; `unit` narrows all. */
const FILTERS = {
  events: ['unit', 'after', 'stream', 'purpose'],
  standings: ['unit', 'period', 'level'],
  members: ['unit', 'status'],
} as const satisfies Readonly<Record<Dataset, readonly (keyof ExportOptions)[]>>;

const ALL = ['unit', 'after', 'stream', 'purpose', 'period', 'level', 'status'] as const;

/**
 * Takes a dataset away as files, as whoever is signed in may read it, all of it as of one position.
 * @param progress is told of rows; ended before this returns
 */
export const exportDataset = async (
  dataset: Dataset,
  options: ExportOptions,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  progress: ProgressLine,
): Promise<string> => {
  const { format, out, validAt } = options;
  const filters = filtersOf(dataset, options);
  try {
    await mustTakeFolder(out);
    const asked = askedAs(options, env, signal);
    const moment = await momentOf(asked, options.asOf, validAt);
    const root = await signedRootOf(asked, moment.position);
    const seen: Seen = { rubrics: new Set() };
    const query = { ...filters, ...(options.purpose !== undefined && { open: 'true' }) };
    const rows = rowsOf(dataset, asked, query, moment, seen);
    const table = { ...exported[dataset], rows };
    const stampOf = () => Promise.resolve(stampFor({ dataset, filters, moment, root, seen }));
    const manifest = await writeFolder(out, format, [table], stampOf, { signal, told: (n) => progress.at(n) });
    progress.end();
    return said(out, manifest, moment);
  } catch (error) {
    progress.end();
    if (error instanceof ExportStopped) throw new CliError(`stopped: nothing stands in ${out}`, EXIT_REFUSED);
    if (error instanceof ExportFailed) throw new CliError(error.message, EXIT_REFUSED);
    throw error;
  }
};

/** @throws CliError for what narrows another dataset */
const filtersOf = (dataset: Dataset, options: ExportOptions): Query => {
  const known: readonly string[] = FILTERS[dataset];
  if (dataset === 'events' && options.validAt !== undefined) {
    throw new CliError('events are as they were recorded: --valid-at goes with standings and members', EXIT_USAGE);
  }
  const given = ALL.filter((name) => options[name] !== undefined);
  const other = given.find((name) => !known.includes(name));
  if (other) throw new CliError(`--${other} does not narrow ${dataset}: it takes --${known.join(', --')}`, EXIT_USAGE);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
};

const said = (out: string, { tables, format }: Manifest, { position, recordedAt, validAt }: ExportMoment): string => {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const files = tables.flatMap((table) => table.files).length;
  const when = `as of ${position} (${recordedAt})${validAt === undefined ? '' : `, true on ${validAt}`}`;
  return `${out}: ${rows} rows of ${tables.map(({ name }) => name).join(', ')} in ${files} ${files === 1 ? 'file' : 'files'} of ${format}, ${when}`;
};
