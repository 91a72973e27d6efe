import { Argument, Command, Option } from 'commander';
import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { explainKinds, historyFormats, historyKinds, reportKinds } from './choices.js';
import type { ReportKind } from './choices.js';
import type { CopyLogOptions } from './copy-log.command.js';
import type { EventsOptions } from './events.command.js';
import type { ExplainOptions } from './explain.command.js';
import { addExportCommands } from './exports/commands.js';
import type { HistoryOptions } from './history.command.js';
import { addFindAndDifferenceCommands } from './look-up.commands.js';
import { CliError, tokenOf } from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import { addProjectionCommands } from './projection.commands.js';
import { addRelayCommand } from './relay/commands.js';
import { addReplayCommand } from './replay/commands.js';
import type { ReportOptions } from './report.command.js';
import type { RotateOptions } from './rotate-keys.command.js';
import type { SimulateOptions } from './simulate.command.js';
import type { VerifyOptions } from './verify.command.js';

const print = (text: string): void => {
  if (text) process.stdout.write(`${text}\n`);
};

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** What is under way ends in good order at Ctrl-C, or when the terminal is gone, and can be taken up again. */
const untilInterrupted = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
};

const program = new Command('sohoi')
  .description('Sổ Hội on the command line. Exit codes: 0 done, 1 refused, 2 wrong use, 3 ledger not reachable.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const withConnection = (command: Command): Command =>
  command
    .option('--url <address>', 'address of the ledger (SOHOI_URL; default: the one that runs on the data folder)')
    .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)');

withConnection(program.command('status'))
  .description('is it ready, where is the log, where is each projection')
  .option(
    '--token <jwt>',
    'access token; others on this machine can see it here, so rather SOHOI_TOKEN (default: the demo operator)',
  )
  .option('--json', 'machine-readable')
  .action(async (options: Connection & { json?: boolean }) => {
    const { status } = await import('./status.command.js');
    print(await status(options, process.env));
  });

withConnection(program.command('events'))
  .description('events of the log, oldest first, as an auditor sees them')
  .option('--after <position>', 'only events behind this position')
  .option('--limit <n>', 'at most so many (1 to 200, default 50)')
  .option('--stream <stream>', 'only this stream, e.g. member-0197…')
  .option('--unit <id>', 'only events that name this unit, a chapter, or what lies below')
  .option(
    '--token <jwt>',
    'access token; others on this machine can see it here, so rather SOHOI_TOKEN (default: the demo auditor)',
  )
  .option('--json', 'one event a line')
  .action(async (options: EventsOptions) => {
    const { events } = await import('./events.command.js');
    print(await events(options, process.env));
  });

withConnection(program.command('history'))
  .description('what happened to a thing, what was before and after, who, why, and when: as an auditor sees it')
  .addArgument(new Argument('<kind>', 'whose history').choices(historyKinds))
  .argument('[id]', 'its id; the log has none')
  .addOption(new Option('--lang <language>', 'vi or en').choices(['vi', 'en']).default('vi'))
  .option('--from <day>', 'only what was true on this day or later, yyyy-mm-dd')
  .option('--to <day>', 'only what was true on this day or earlier')
  .option('--recorded-from <instant>', 'only what was recorded at this instant or later, 2026-01-31T17:00:00Z')
  .option('--recorded-to <instant>', 'only what was recorded at this instant or earlier')
  .option('--actor <id>', 'only what this person or service recorded')
  .option('--type <type>', 'only events of this type, e.g. MemberTransferred')
  .option('--field <field>', 'only what changed this field or one below it, e.g. person.fullName')
  .option('--correlation <id>', 'only what came of this request or import')
  .option('--unit <id>', 'of the log: only what names this unit, a chapter, or what lies below')
  .option('--as-of <moment>', 'as the ledger knew it at this position or instant')
  .option('--valid-at <day>', 'only what was true by this day')
  .option('--purpose <text>', 'open what is sealed, for this purpose; it is recorded')
  .option('--limit <n>', 'at most so many entries (1 to 100000)', '50')
  .addOption(
    new Option('--format <format>', 'list: fits 80 columns, nothing cut; json: one entry a line')
      .choices(historyFormats)
      .default('table'),
  )
  .option(
    '--token <jwt>',
    'access token; others on this machine can see it here, so rather SOHOI_TOKEN (default: the demo auditor)',
  )
  .action(async (kind: string, id: string | undefined, options: HistoryOptions) => {
    const { history } = await import('./history.command.js');
    print(await history(kind, id, options, process.env, (line) => void process.stderr.write(`${line}\n`)));
  });

addExportCommands(program, { withConnection, print, untilInterrupted });
addReplayCommand(program, { print, untilInterrupted });
addRelayCommand(program, { print, untilInterrupted });
addFindAndDifferenceCommands(program, { withConnection, print });

withConnection(program.command('explain'))
  .description(
    'why a chapter has its level, or a unit its score: a tree down to the events, and what the next level takes',
  )
  .addArgument(new Argument('<kind>', 'what is explained').choices(explainKinds))
  .argument('<id>', 'id of the chapter or the unit')
  .addOption(new Option('--lang <language>', 'vi or en').choices(['vi', 'en']).default('vi'))
  .option('--period <period>', 'id or code, e.g. 2023-H1 (default: the last one)')
  .option('--revision <n>', 'a published revision, from 1 (default: the one that counts)')
  .option('--cluster <id>', 'of a unit that is in more than one')
  .option('--criterion <code>', 'only this criterion')
  .option('--evidence <n>', 'so many events of each list, the oldest first (0 to 20; of one criterion to 200)')
  .option('--after <position>', 'only events behind this position')
  .option('--as-of <moment>', 'as the ledger knew it at this position or instant')
  .option('--valid-at <day>', 'of the period that holds this day, as far as was known')
  .option(
    '--token <jwt>',
    'access token; others on this machine can see it here, so rather SOHOI_TOKEN (default: the demo auditor)',
  )
  .option('--json', 'machine-readable')
  .action(async (kind: (typeof explainKinds)[number], id: string, options: ExplainOptions) => {
    const { explain } = await import('./explain.command.js');
    print(await explain(kind, id, options, process.env));
  });

withConnection(program.command('report'))
  .description('the review of a cluster, or the strength report of a commune, as PDF in Vietnamese, to be printed')
  .addArgument(new Argument('<kind>', 'which report').choices(reportKinds))
  .argument('<id>', 'id of the cluster or the commune')
  .requiredOption('--out <file>', 'where it is saved; what stands there is replaced')
  .option('--period <period>', 'id or code, e.g. 2023-H1 (default: the last one)')
  .option('--as-of <moment>', 'as the ledger knew it at this position or instant')
  .option('--valid-at <day>', 'of the period that holds this day, as far as was known')
  .option(
    '--token <jwt>',
    'access token; others on this machine can see it here, so rather SOHOI_TOKEN (default: the demo auditor)',
  )
  .action(async (kind: ReportKind, id: string, options: ReportOptions) => {
    const { report } = await import('./report.command.js');
    print(await report(kind, id, options, process.env));
  });

withConnection(program.command('credentials'))
  .description('what signs in at the provider of the standalone: the demo password, the secret of the demo service')
  .option('--json', 'machine-readable')
  .action(async (options: Connection & { json?: boolean }) => {
    const { credentials } = await import('./credentials.command.js');
    print(credentials(options, process.env));
  });

program
  .command('keys')
  .description('the keys that personal data are sealed with')
  .command('rotate')
  .description('wrap all keys under a new master key and destroy the old one; the ledger goes on running')
  .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
  .option(
    '--database <url>',
    'its database; a password in it can be seen here, so rather DATABASE_URL (default: that of the data folder)',
  )
  .option('--keys <folder>', 'folder of the master keys (KEYS_FOLDER; default: that of the data folder)')
  .action(async (options: RotateOptions) => {
    const { rotateKeys } = await import('./rotate-keys.command.js');
    print(await rotateKeys(options, process.env, untilInterrupted()));
  });

addProjectionCommands(program, { print, untilInterrupted });

program
  .command('log')
  .description('the log as a whole')
  .command('copy')
  .description('copy a log into an empty one and compare both; cut short, it goes on where it was when called again')
  .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
  .option('--from <address>', 'log to copy from; rather SOHOI_COPY_FROM (default: that of the data folder)')
  .option('--to <address>', 'log to copy into; rather SOHOI_COPY_TO, since others on this machine can see it here')
  .action(async (options: CopyLogOptions) => {
    const { copyLogCommand } = await import('./copy-log.command.js');
    print(await copyLogCommand(options, process.env, untilInterrupted()));
  });

program
  .command('verify')
  .description('check that nothing recorded was altered, removed, inserted or moved: log, tree and signed checkpoints')
  .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
  .option(
    '--database <url>',
    'database of tree and checkpoints; rather DATABASE_URL (default: that of the data folder)',
  )
  .option('--log <address>', 'the log, if it is not in that database; rather EVENT_STORE')
  .option('--tiles <folder>', 'tree and checkpoint as static files, in the place of the database')
  .option('--key <key>', 'public key of the log as you have it, or a file that holds it')
  .option('--checkpoint <file...>', 'checkpoints that you have kept')
  .option('--witness <key...>', 'public keys of witnesses, or files that hold them, who must have cosigned those files')
  .action(async (options: VerifyOptions) => {
    const { verify } = await import('./verify.command.js');
    print(await verify(options, process.env, untilInterrupted()));
  });

program
  .command('simulate')
  .description('five years of a union that does not exist, into an empty log; the same seed gives the same log')
  .requiredOption('--members <n>', 'members at the beginning, 1000 to 20000000; some 11.6 events each')
  .requiredOption('--seed <n>', 'a whole number')
  .option('--data <folder>', 'data folder of a standalone that does not run, or a new one')
  .option('--database <url>', 'or a database, as its owner; a password in it can be seen here, so rather DATABASE_URL')
  .option('--keys <folder>', 'folder of its master keys (KEYS_FOLDER; default: that of the data folder)')
  .action(async (options: SimulateOptions) => {
    const { simulate } = await import('./simulate.command.js');
    print(await simulate(options, process.env, untilInterrupted()));
  });

program
  .command('token')
  .description('an access token of a demo person, valid for five minutes')
  .addOption(new Option('--as <role>', 'whose').choices(Object.keys(demoPersons)).makeOptionMandatory())
  .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
  .action(async ({ as, data }: { as: DemoRole; data?: string }) =>
    print(await tokenOf({ data }, as, { SOHOI_DATA: process.env['SOHOI_DATA'] })),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  process.stderr.write(`sohoi: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
