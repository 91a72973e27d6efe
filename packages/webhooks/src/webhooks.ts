import type { Pool } from 'pg';
import { openTurn } from './turn.js';
import type { Turn } from './turn.js';
import type { Webhook, WebhookState } from './webhook.js';

export type DeadLetter = {
  readonly position: string;
  readonly eventId: string;
  readonly type: string;
  readonly diedAt: Date;
  readonly attempts: number;
  readonly reason: string;
};

export type NewWebhook = Pick<Webhook, 'id' | 'owner' | 'url' | 'topic' | 'types' | 'unitId' | 'position'>;

/** How it stands with all of them. */
export type WebhookCounts = Readonly<Record<WebhookState, number>> & {
  /** Active ones whose receiver has not taken what is due. */
  readonly failing: number;
  /** Seconds since the first of these failed; 0: none. */
  readonly failingSeconds: number;
  readonly deadLetters: number;
};

export type Webhooks = {
  /** Keeps it, unless it is there. @returns it, `too many` if its owner has so many, `another` if the id is that of another one */
  add(webhook: NewWebhook, most: number): Promise<Webhook | 'too many' | 'another'>;
  one(id: string): Promise<Webhook | undefined>;
  /** Oldest first; of one owner, or of all. */
  list(owner: string | undefined): Promise<readonly Webhook[]>;
  counts(): Promise<WebhookCounts>;
  remove(id: string): Promise<void>;
  /** It has answered its challenge. */
  verified(id: string): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** It is sent what comes behind this position. */
  reset(id: string, position: string): Promise<void>;
  /** Another secret signs; the one before signs too, for so many hours. */
  renewSecret(id: string, hours: number): Promise<void>;
  /** In the order of the log, behind a position. */
  deadLetters(id: string, after: string, limit: number): Promise<readonly DeadLetter[]>;
  deadLetter(id: string, position: string): Promise<DeadLetter | undefined>;
  forget(id: string, position: string): Promise<void>;
  /**
   * One for which there is something to send, as far as the log is known up to a position, and that nobody sends to.
   * @param sender an id of the process
   */
  takeUp(sender: string, upTo: string): Promise<Turn | undefined>;
};

const COLUMNS = `id, owner, url, topic, types, unit_id AS "unitId", created_at AS "createdAt", state, reason, generation,
  former_until AS "formerUntil", position, delivered::float8 AS delivered, delivered_at AS "deliveredAt", attempts, refusals,
  failing_since AS "failingSince", size, next_at AS "nextAt", last_error AS "lastError"`;

const LETTER = `position, event_id AS "eventId", type, died_at AS "diedAt", attempts, reason`;

const COUNTS = `
  SELECT count(*) FILTER (WHERE state = 'unverified')::integer AS unverified,
         count(*) FILTER (WHERE state = 'active')::integer AS active,
         count(*) FILTER (WHERE state = 'paused')::integer AS paused,
         count(failing_since) FILTER (WHERE state = 'active')::integer AS failing,
         coalesce(greatest(extract(epoch FROM clock_timestamp() - min(failing_since) FILTER (WHERE state = 'active')), 0), 0)::float8
           AS "failingSeconds",
         (SELECT count(*) FROM webhook.dead_letter)::integer AS "deadLetters"
    FROM webhook.webhook`;

/** What a new beginning clears. */
const CALM = `attempts = 0, refusals = 0, failing_since = NULL, last_error = NULL, next_at = clock_timestamp(), runner = NULL`;

/** Whoever was not seen for so long sends no more: longer than a message may take. */
const GONE = `interval '60 seconds'`;

export const webhooksIn = (pool: Pool): Webhooks => {
  const change = async (id: string, set: string, values: readonly unknown[] = []): Promise<void> => {
    await pool.query(`UPDATE webhook.webhook SET ${set} WHERE id = $1`, [id, ...values]);
  };
  const one = async (id: string): Promise<Webhook | undefined> =>
    (await pool.query<Webhook>(`SELECT ${COLUMNS} FROM webhook.webhook WHERE id = $1`, [id])).rows[0];

  return {
    one,
    add: async ({ id, owner, url, topic, types, unitId, position }, most) => {
      const { rows } = await pool.query<Webhook>(
        `INSERT INTO webhook.webhook (id, owner, url, topic, types, unit_id, position, looked_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $7
          WHERE (SELECT count(*) FROM webhook.webhook WHERE owner = $2) < $8
         ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`,
        [id, owner, url, topic, types, unitId, position, most],
      );
      if (rows[0]) return rows[0];
      const there = await one(id);
      if (!there) return 'too many';
      const same = there.owner === owner && there.url === url && there.topic === topic && there.unitId === unitId;
      return same && String(there.types) === String(types) ? there : 'another';
    },
    list: async (owner) => {
      const { rows } = await pool.query<Webhook>(
        `SELECT ${COLUMNS} FROM webhook.webhook WHERE owner = $1 OR $1 IS NULL ORDER BY created_at, id`,
        [owner ?? null],
      );
      return rows;
    },
    counts: async () => {
      const { rows } = await pool.query<WebhookCounts>(COUNTS);
      if (!rows[0]) throw new Error('counts are one row');
      return rows[0];
    },
    remove: async (id) => {
      await pool.query('DELETE FROM webhook.webhook WHERE id = $1', [id]);
    },
    verified: (id) => change(id, `state = CASE state WHEN 'unverified' THEN 'active' ELSE state END, ${CALM}`),
    pause: (id) => change(id, `state = 'paused', reason = NULL, runner = NULL`),
    resume: (id) => change(id, `state = 'active', reason = NULL, ${CALM}`),
    reset: (id, position) => change(id, `position = $2, looked_at = '', ${CALM}`, [position]),
    renewSecret: (id, hours) =>
      change(
        id,
        `generation = generation + 1, former_until = clock_timestamp() + make_interval(hours => $2), runner = NULL`,
        [hours],
      ),
    deadLetters: async (id, after, limit) => {
      const { rows } = await pool.query<DeadLetter>(
        `SELECT ${LETTER} FROM webhook.dead_letter WHERE webhook_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
        [id, after, limit],
      );
      return rows;
    },
    deadLetter: async (id, position) => {
      const { rows } = await pool.query<DeadLetter>(
        `SELECT ${LETTER} FROM webhook.dead_letter WHERE webhook_id = $1 AND position = $2`,
        [id, position],
      );
      return rows[0];
    },
    forget: async (id, position) => {
      await pool.query('DELETE FROM webhook.dead_letter WHERE webhook_id = $1 AND position = $2', [id, position]);
    },
    takeUp: async (sender, upTo) => {
      const { rows } = await pool.query<Webhook>(
        `UPDATE webhook.webhook SET runner = $1, seen_at = clock_timestamp()
          WHERE id = (SELECT id FROM webhook.webhook
                       WHERE state = 'active' AND next_at <= clock_timestamp() AND looked_at < $2
                         AND (runner IS NULL OR seen_at NOT BETWEEN clock_timestamp() - ${GONE} AND clock_timestamp())
                       ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING ${COLUMNS}`,
        [sender, upTo],
      );
      return rows[0] && openTurn(pool, rows[0], sender);
    },
  };
};
