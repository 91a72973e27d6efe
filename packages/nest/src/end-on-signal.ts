import type { INestApplicationContext } from '@nestjs/common';

/**
 * On the first SIGINT or SIGTERM finishes what is in flight, closes what is given, and ends the process with 0; further
 * signals change nothing.
 */
export const endOnSignal = (app: INestApplicationContext, close: () => Promise<unknown>): void => {
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await app.close();
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void (ending ??= end()));
};
