import type { Period } from '@sohoi/standings';
import { CliError, EXIT_USAGE } from '../ledger-client.js';
import type { TwoFolds } from './two-folds.js';

/**
 * The period asked for, by its id or code; else the last one in which anybody is rated.
 * @throws CliError that names those that there are
 */
export const periodFor = (folds: TwoFolds, asked: string | undefined): Period => {
  const all = [...folds.rulebook().periods.values()].sort((a, b) => (a.to < b.to ? 1 : -1));
  if (asked !== undefined) {
    const found = all.find(({ periodId, code }) => periodId === asked || code === asked);
    if (found) return found;
    throw new CliError(
      `--period ${asked}: there are ${all.map(({ code }) => code).join(', ') || 'none'} by then`,
      EXIT_USAGE,
    );
  }
  const rated = all.find(({ periodId }) => folds.official(periodId, null).length > 0) ?? all[0];
  if (!rated) throw new CliError('no period was opened by then', EXIT_USAGE);
  return rated;
};
