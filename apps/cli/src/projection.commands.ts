import type { Command } from 'commander';
import type { ProjectionOptions } from './projection.command.js';

type Host = { readonly print: (text: string) => void; readonly untilInterrupted: () => AbortSignal };

/** Adds `sohoi projection …`. */
export const addProjectionCommands = (program: Command, { print, untilInterrupted }: Host): void => {
  const projection = program.command('projection').description('a read model, and the builds of it');
  const ofBuilds = (command: Command): Command =>
    command
      .argument('<name>', 'as `sohoi status` has it, without the version, e.g. chapter-strength')
      .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
      .option(
        '--database <url>',
        'its database; a password in it can be seen here, so rather DATABASE_URL (default: that of the data folder)',
      );

  ofBuilds(projection.command('rebuild'))
    .description('build it again beside the live one, compare both, and let queries see it; the ledger goes on running')
    .option('--accept-differences', 'show it even if it differs from the live one')
    .action(async (name: string, options: ProjectionOptions) => {
      const { rebuildProjection } = await import('./projection.command.js');
      print(await rebuildProjection(name, options, process.env, untilInterrupted()));
    });
  ofBuilds(projection.command('rollback'))
    .description('let queries see the build before again')
    .action(async (name: string, options: ProjectionOptions) => {
      const { rollBackProjection } = await import('./projection.command.js');
      print(await rollBackProjection(name, options, process.env));
    });
  ofBuilds(projection.command('drop'))
    .description('remove the build, or the shards, that queries do not see')
    .action(async (name: string, options: ProjectionOptions) => {
      const { dropBuild } = await import('./projection.command.js');
      print(await dropBuild(name, options, process.env));
    });
  ofBuilds(projection.command('shards'))
    .argument('<count>', 'into how many, from 1')
    .description('cut it into shards that several projectors share, and let queries see all of them at once')
    .action(async (name: string, count: string, options: ProjectionOptions) => {
      const { cutProjection } = await import('./projection.command.js');
      print(await cutProjection(name, count, options, process.env, untilInterrupted()));
    });
  ofBuilds(projection.command('skip'))
    .description('pass over the event that stopped it; the log keeps who decided so, and why')
    .requiredOption('--position <position>', 'of the event, as `sohoi status` has it')
    .requiredOption('--reason <text>', 'why, in words for those who read the log')
    .action(async (name: string, options: ProjectionOptions & { position: string; reason: string }) => {
      const { skipEvent } = await import('./projection.command.js');
      print(await skipEvent(name, options, process.env));
    });
  ofBuilds(projection.command('builds'))
    .description('its builds, oldest first')
    .action(async (name: string, options: ProjectionOptions) => {
      const { listBuilds } = await import('./projection.command.js');
      print(await listBuilds(name, options, process.env));
    });
};
