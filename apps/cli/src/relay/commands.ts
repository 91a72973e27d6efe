import type { Command } from 'commander';
import type { RelayReplayOptions } from './relay-replay.command.js';

type Host = { readonly print: (text: string) => void; readonly untilInterrupted: () => AbortSignal };

/** Adds `sohoi relay …`. */
export const addRelayCommand = (program: Command, { print, untilInterrupted }: Host): void => {
  program
    .command('relay')
    .description('what is sent to Kafka')
    .command('replay')
    .description(
      'send the public events once more, as they were sent, into a topic of their own (KAFKA_BROKERS and so on)',
    )
    .requiredOption('--topic <topic>', 'vwu.replay.<job>; made if it is missing, and gone after 14 days')
    .option('--from <position>', 'only events behind this position (default: from the first)')
    .option('--data <folder>', 'data folder of the standalone (SOHOI_DATA)')
    .option('--log <address>', 'the log; rather EVENT_STORE or DATABASE_URL (default: that of the data folder)')
    .action(async (options: RelayReplayOptions) => {
      const { relayReplay } = await import('./relay-replay.command.js');
      print(await relayReplay(options, process.env, untilInterrupted()));
    });
};
