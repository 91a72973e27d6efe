import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { rebuilds, RebuildRefused } from './rebuilds.js';
import type { Projection } from './projection.js';

/** `accept`: rebuild, and show it even if it differs. */
export type RequestKind = 'rebuild' | 'accept' | 'rollback' | 'drop';

/** No projector took the request in time; it was withdrawn. */
export class NobodyAnswers extends Error {
  override readonly name = 'NobodyAnswers';
}

const LOOK = 500;

/** What nobody took in a minute is stale: whoever asked has gone. */
const NEXT = `
  SELECT id, name, what FROM read.request
   WHERE answered_at IS NULL AND made_at > clock_timestamp() - interval '1 minute' ORDER BY id LIMIT 1`;
const ANSWER = 'UPDATE read.request SET answered_at = clock_timestamp(), refusal = $2 WHERE id = $1';
type Open = { id: string; name: string; what: RequestKind };

/**
 * Carries out what is asked, until the signal is aborted. Of several projectors two may take one request: all that can
 * be asked is refused, or changes nothing, the second time.
 */
export const answerRequests = async (
  pool: Pool,
  projections: readonly Projection[],
  signal: AbortSignal,
): Promise<void> => {
  const admin = rebuilds(pool, projections);
  const carryOut = ({ name, what }: Open): Promise<void> => {
    switch (what) {
      case 'rebuild':
      case 'accept':
        return admin.start(name, what === 'accept');
      case 'rollback':
        return admin.rollback(name);
      case 'drop':
        return admin.drop(name);
    }
  };
  const answerNext = async (): Promise<boolean> => {
    const { rows } = await pool.query<Open>(NEXT);
    const open = rows[0];
    if (!open) return false;
    const refusal = await carryOut(open).then(
      () => null,
      (error: unknown) => {
        if (error instanceof RebuildRefused) return error.refusal;
        throw error;
      },
    );
    await pool.query(ANSWER, [open.id, refusal]);
    return true;
  };
  while (!signal.aborted) {
    // A database out of reach is the projections' to report; the request stays open.
    const answered = await answerNext().catch(() => false);
    if (!answered) await delay(LOOK, undefined, { signal }).catch(() => undefined);
  }
};

const ASK = 'INSERT INTO read.request (name, what) VALUES ($1, $2) RETURNING id';
const LOOK_AT = 'SELECT answered_at IS NOT NULL AS answered, refusal FROM read.request WHERE id = $1';

/**
 * Asks the projector, whichever process it is, and waits for the answer.
 * @throws RebuildRefused, NobodyAnswers
 */
export const askProjector = async (
  pool: Pool,
  name: string,
  what: RequestKind,
  { timeoutMs = 15_000, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<void> => {
  const { rows } = await pool.query<{ id: string }>(ASK, [name, what]);
  const id = rows[0]?.id;
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && !signal?.aborted) {
    const answer = (await pool.query<{ answered: boolean; refusal: RebuildRefused['refusal'] | null }>(LOOK_AT, [id]))
      .rows[0];
    if (answer?.answered) {
      if (answer.refusal !== null) throw new RebuildRefused(name, answer.refusal);
      return;
    }
    await delay(100, undefined, signal && { signal }).catch(() => undefined);
  }
  const withdrawn = await pool.query('DELETE FROM read.request WHERE id = $1 AND answered_at IS NULL', [id]);
  if (withdrawn.rowCount === 1) throw new NobodyAnswers('no projector answers');
};
