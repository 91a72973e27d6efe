import type { Pool } from 'pg';
import type { Trouble } from './next-step.js';
import type { Webhook } from './webhook.js';

/** An event that was sent, as far as it has to be known again. */
export type Sent = { readonly position: string; readonly id: string; readonly type: string };

/**
 * A webhook in hand. What is written counts only as long as it is: not once its owner has paused, reset or removed it, or
 * another process has taken it over. Each call answers whether it still was.
 */
export type Turn = {
  readonly webhook: Webhook;
  /** It has got so many events, up to a position; the turn goes on. */
  delivered(position: string, events: number, size: number): Promise<boolean>;
  /** There is nothing for it up to a position; the turn ends. */
  nothingUpTo(position: string): Promise<boolean>;
  /** It is tried again after a while; the turn ends. */
  again(waitMs: number, trouble: Trouble, reason: string): Promise<boolean>;
  /** An event that it refuses is kept as a dead letter; the turn goes on behind it. */
  setAside(event: Sent, attempts: number, reason: string): Promise<boolean>;
  /** Others that are due have their turn before it; the turn ends. */
  release(): Promise<boolean>;
  /** Nothing is sent until its owner wants it; the turn ends. */
  pause(reason: string): Promise<boolean>;
};

const WELL = `attempts = 0, refusals = 0, failing_since = NULL, last_error = NULL`;

export const openTurn = (pool: Pool, webhook: Webhook, sender: string): Turn => {
  const write = async (sql: string, values: readonly unknown[]): Promise<boolean> =>
    (await pool.query(sql, [webhook.id, sender, ...values])).rowCount === 1;
  const change = (set: string, values: readonly unknown[]): Promise<boolean> =>
    write(`UPDATE webhook.webhook SET ${set} WHERE id = $1 AND runner = $2 AND state = 'active'`, values);
  return {
    webhook,
    delivered: (position, events, size) =>
      change(
        `position = $3, looked_at = $3, delivered = delivered + $4, delivered_at = clock_timestamp(), size = $5,
         seen_at = clock_timestamp(), ${WELL}`,
        [position, events, size],
      ),
    nothingUpTo: (position) => change('looked_at = greatest(looked_at, $3), runner = NULL', [position]),
    again: (waitMs, { attempts, refusals, failingSince, size }, reason) =>
      change(
        `attempts = $3, refusals = $4, failing_since = $5, size = $6, last_error = $7, runner = NULL,
         next_at = clock_timestamp() + make_interval(secs => $8)`,
        [attempts, refusals, failingSince, size, reason, waitMs / 1000],
      ),
    setAside: ({ position, id, type }, attempts, reason) =>
      write(
        `WITH ours AS (
           UPDATE webhook.webhook SET position = $3, looked_at = $3, seen_at = clock_timestamp(), ${WELL}
            WHERE id = $1 AND runner = $2 AND state = 'active' RETURNING id)
         INSERT INTO webhook.dead_letter (webhook_id, position, event_id, type, attempts, reason)
         SELECT id, $3, $4, $5, $6, $7 FROM ours
         ON CONFLICT (webhook_id, position) DO UPDATE SET attempts = $6, reason = $7, died_at = clock_timestamp()`,
        [position, id, type, attempts, reason],
      ),
    release: () => change('runner = NULL, next_at = clock_timestamp()', []),
    pause: (reason) => change(`state = 'paused', reason = $3, last_error = $3, runner = NULL`, [reason]),
  };
};
