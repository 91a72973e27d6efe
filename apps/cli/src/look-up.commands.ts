import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { differenceKinds, foundKinds } from './choices.js';
import type { DifferenceKind } from './choices.js';
import type { DifferenceOptions } from './difference.command.js';
import type { FindOptions } from './find.command.js';

type Host = {
  readonly withConnection: (command: Command) => Command;
  readonly print: (text: string) => void;
};

const TOKEN =
  'access token; others on this machine can see it here, so rather SOHOI_TOKEN (default: the demo auditor)' as const;
const language = (): Option => new Option('--lang <language>', 'vi or en').choices(['vi', 'en']).default('vi');

/** Adds `sohoi find` and `sohoi difference`. */
export const addFindAndDifferenceCommands = (program: Command, { withConnection, print }: Host): void => {
  withConnection(program.command('find'))
    .description('ids by name: of units and chapters, clusters, members')
    .argument(
      '<words>',
      'beginnings of words of the name, in any order, of units and chapters a part of it; without accents or case',
    )
    .addOption(
      new Option('--kind <kind>', 'only these; a name of a person then stands in no address').choices(foundKinds),
    )
    .addOption(language())
    .option('--limit <n>', 'at most so many of each kind (1 to 200)', '20')
    .option('--token <jwt>', TOKEN)
    .action(async (words: string, options: FindOptions) => {
      const { find } = await import('./find.command.js');
      print(await find(words, options, process.env, (line) => void process.stderr.write(`${line}\n`)));
    });

  withConnection(program.command('difference'))
    .description('why a score or a ranking changed between two moments: the events, each with its share of the points')
    .addArgument(new Argument('<kind>', 'of what').choices(differenceKinds))
    .argument('<id>', 'id of the chapter or the cluster')
    .requiredOption('--from <moment>', 'the earlier one: a position or an instant, 2026-01-31T17:00:00Z')
    .option('--to <moment>', 'the later one (default: now)')
    .option('--period <period>', 'id or code, e.g. 2023-H1 (default: the last one)')
    .addOption(language())
    .option('--token <jwt>', TOKEN)
    .option('--json', 'machine-readable')
    .action(async (kind: DifferenceKind, id: string, options: DifferenceOptions) => {
      const { difference } = await import('./difference.command.js');
      print(await difference(kind, id, options, process.env));
    });
};
