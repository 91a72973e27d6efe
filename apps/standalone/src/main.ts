import 'reflect-metadata';
import { inLanguageOf, sentenceFor } from './cannot-start.js';
import { openLedger } from './ledger.js';
import { optionsOf, USAGE } from './options.js';
import type { Options } from './options.js';

/** Ends the process with one sentence, or with the whole error where nobody foresaw it. */
const fail = (error: unknown, options: Partial<Options>): never => {
  const sentence = sentenceFor(error, options);
  const unforeseen = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${sentence ? inLanguageOf(process.env, sentence) : unforeseen}\n`);
  process.exit(1);
};

const readOptions = (): Options => {
  try {
    const options = optionsOf(process.argv.slice(2), process.env);
    if (options !== 'help') return options;
    process.stdout.write(USAGE);
    return process.exit(0);
  } catch (error) {
    return fail(error, {});
  }
};

const options = readOptions();

// The first signal asks to finish what is in flight, also while the ledger is still opening; later ones change nothing.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
const stopped = new Promise<null>((resolve) => stop.signal.addEventListener('abort', () => resolve(null)));

const ledger = await openLedger(options, stop.signal).catch((error: unknown) =>
  stop.signal.aborted ? null : fail(error, options),
);
if (ledger) {
  if (!stop.signal.aborted) {
    process.stdout.write(
      inLanguageOf(process.env, {
        vi: `Sổ Hội sẵn sàng tại ${ledger.url} (tài liệu: ${ledger.url}/docs)\n`,
        en: `Sổ Hội is ready at ${ledger.url} (docs: ${ledger.url}/docs)\n`,
      }),
    );
  }
  const failure = await Promise.race([stopped, ledger.failed]);
  await ledger.close();
  if (failure) fail(failure, options);
}
process.exit(0);
