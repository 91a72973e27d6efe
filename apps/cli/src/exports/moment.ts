import { setTimeout } from 'node:timers/promises';
import { CliError, EXIT_REFUSED } from '../ledger-client.js';
import type { Asked } from './asked.js';

/** The moment that an export tells of: all its pages are asked as of this position. */
export type ExportMoment = {
  readonly position: string;
  readonly recordedAt: string;
  readonly validAt: string | undefined;
};

/** @param asOf position or instant; undefined is the end of the log, as far as it can be asked */
export const momentOf = async (
  asked: Asked,
  asOf: string | undefined,
  validAt: string | undefined,
): Promise<ExportMoment> => {
  const end = asOf ?? ((await asked.page('/v1/units', { limit: '1' })).position || undefined);
  if (end === undefined) throw new CliError('the ledger holds nothing yet', EXIT_REFUSED);
  const { asOf: found } = await asked.page('/v1/units', { limit: '1', asOf: end, validAt });
  if (!found) throw new CliError('the ledger does not tell of which moment its answers are', EXIT_REFUSED);
  return { ...found, validAt };
};

/** Root hash of the log's first `size` events, as the ledger signed it. */
export type SignedRoot = {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: string;
  readonly note: string;
};

const PATIENCE_MS = 5_000;
const EVERY_MS = 200;

/**
 * The last signed checkpoint; undefined where the ledger publishes none. Where positions are numbers (a log in PostgreSQL)
 * it is one that the position is in.
 * @throws CliError if the event was not signed within five seconds
 */
export const signedRootOf = async (
  asked: Asked,
  position: string,
  now: () => number = () => performance.now(),
): Promise<SignedRoot | undefined> => {
  const needed = /^\d{20}$/.test(position) ? Number(position) : 0;
  const end = now() + PATIENCE_MS;
  for (;;) {
    const note = await asked.text('/ledger/checkpoint');
    if (note === undefined) return undefined;
    const [origin = '', size = '', rootHash = ''] = note.split('\n');
    if (Number(size) >= needed) return { origin, size: Number(size), rootHash, note };
    if (now() > end) {
      throw new CliError(`the event at ${position} is not signed yet: ask again in a moment`, EXIT_REFUSED);
    }
    await setTimeout(EVERY_MS);
  }
};
