import { Option } from 'commander';
import type { Command } from 'commander';
import { bodies, exportFormats } from '../choices.js';
import type { ReplayOptions } from './replay.command.js';

type Host = { readonly print: (text: string) => void; readonly untilInterrupted: () => AbortSignal };

/** Adds `sohoi replay`. */
export const addReplayCommand = (program: Command, { print, untilInterrupted }: Host): void => {
  program
    .command('replay')
    .description('what the results would have been under other criteria, or by another day, beside the official ones')
    .option('--rubric <file>', 'a rubric as POST /v1/rubrics takes it, in the place of the official one')
    .addOption(new Option('--of <body>', 'whose results (default: those of the rubric, or chapter)').choices(bodies))
    .option('--as-of <moment>', 'with what was recorded up to this position or instant (default: all)')
    .option('--valid-at <day>', 'as if what happened after this day had not')
    .option('--period <period>', 'id or code, e.g. 2025-H1 (default: the last in which anybody is rated)')
    .option('--unit <id>', 'only of this unit and of what lies below')
    .option('--out <path>', 'all results: a .parquet file, or a new folder; without it a summary alone')
    .addOption(new Option('--format <format>', 'of the files in a folder (default: parquet)').choices(exportFormats))
    .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
    .option(
      '--database <address>',
      'postgres://… of the vault, and of the log (DATABASE_URL; default: the data folder’s)',
    )
    .option('--log <address>', 'postgres://… or esdb://… of the log, if it is elsewhere (EVENT_STORE)')
    .option('--keys <folder>', 'of the master keys (KEYS_FOLDER; default: that of the data folder)')
    .action(async (options: ReplayOptions) => {
      const { replay } = await import('./replay.command.js');
      print(await replay(options, process.env, untilInterrupted()));
    });
};
