import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { datasets, exportFormats } from '../choices.js';
import type { Dataset } from '../choices.js';
import { progressLine } from '../progress-line.js';
import type { ExportOptions } from './export.command.js';
import type { SnapshotOptions } from './snapshot.command.js';
import type { SqlOptions } from './sql.command.js';

type Host = {
  readonly withConnection: (command: Command) => Command;
  readonly print: (text: string) => void;
  readonly untilInterrupted: () => AbortSignal;
};

/** Adds `sohoi export`, `sohoi snapshot` and `sohoi sql`. */
export const addExportCommands = (program: Command, { withConnection, print, untilInterrupted }: Host): void => {
  withConnection(program.command('export'))
    .description('takes data away as files that are there whole or not at all, as you may read them')
    .addArgument(new Argument('<dataset>', 'what').choices(datasets))
    .addOption(new Option('--format <format>', 'of the files').choices(exportFormats).makeOptionMandatory())
    .requiredOption('--out <folder>', 'a new or an empty folder')
    .option('--as-of <moment>', 'as the ledger knew it at this position or instant (default: now)')
    .option('--valid-at <day>', 'standings, members: as it was true on this day, as far as was known')
    .option('--unit <id>', 'only of this unit or chapter, and of what lies below')
    .option('--after <position>', 'events: only those behind this position')
    .option('--stream <stream>', 'events: only this stream, e.g. member-0197…')
    .option('--purpose <text>', 'events: open what is sealed, for this purpose; it is recorded')
    .option('--period <period>', 'standings: id or code, e.g. 2023-H1 (default: all)')
    .option('--level <code>', 'standings: only this level')
    .option('--status <status>', 'members: active, ended or annulled (default: all)')
    .option(
      '--token <jwt>',
      'access token; others on this machine can see it here, so rather SOHOI_TOKEN (default: the demo auditor)',
    )
    .action(async (dataset: Dataset, options: ExportOptions) => {
      const { exportDataset } = await import('./export.command.js');
      const told = progressLine(process.stderr, dataset);
      print(await exportDataset(dataset, options, process.env, untilInterrupted(), told));
    });

  program
    .command('snapshot')
    .description('the public state of every member as Parquet, for subscribers that begin behind it (INSTANCE)')
    .requiredOption('--out <folder>', 'a new or an empty folder')
    .option('--as-of <position>', 'of the events up to this position (default: of all that are there)')
    .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
    .option('--log <address>', 'the log; rather EVENT_STORE or DATABASE_URL (default: that of the data folder)')
    .action(async (options: SnapshotOptions) => {
      const { snapshot } = await import('./snapshot.command.js');
      print(await snapshot(options, process.env, untilInterrupted(), progressLine(process.stderr, 'events')));
    });

  program
    .command('sql')
    .description('asks an export in SQL, by DuckDB: reads its files and no others, and writes none')
    .argument('<folder>', 'of parquet or csv, as `sohoi export` wrote it')
    .argument('[question]', 'one SELECT, DESCRIBE or SUMMARIZE (default: those typed, each ended by a semicolon)')
    .addOption(
      new Option('--format <format>', 'json: one row a line').choices(['table', 'json', 'csv']).default('table'),
    )
    .option('--json', 'the same as --format json')
    .action(async (folder: string, question: string | undefined, options: SqlOptions & { json?: boolean }) => {
      const { sql } = await import('./sql.command.js');
      const streams = { input: process.stdin, output: process.stdout, errors: process.stderr };
      const format = options.json ? 'json' : options.format;
      await sql(folder, question, { format }, streams, untilInterrupted());
    });
};
