import { withClient } from '@sohoi/sql-migrations';
import type { Pool } from 'pg';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Something to be tried out: `Asked` says what, `Summary` what came of it as a whole. */
export type WhatIfJob<Asked, Summary> = {
  readonly id: string;
  readonly name: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly asked: Asked;
  readonly state: JobState;
  readonly startedAt: Date | null;
  /** Events of the log that were folded, of so many; `total` is null until it is begun. */
  readonly events: number;
  readonly total: number | null;
  readonly endedAt: Date | null;
  /** Why it failed. */
  readonly reason: string | null;
  readonly summary: Summary | null;
};

/** A job in hand. What it writes counts only as long as nobody has cancelled it or taken it over. */
export type Run<Asked, Summary, Result> = {
  readonly job: WhatIfJob<Asked, Summary>;
  /** Shows that it is alive. @returns false once it is no longer ours */
  progress(events: number, total: number | null): Promise<boolean>;
  /** All results and the end in one transaction. @returns false if it was no longer ours, and nothing was kept */
  finish(events: number, summary: Summary, results: readonly Result[]): Promise<boolean>;
  fail(reason: string): Promise<void>;
  /** It is not to blame for being begun in vain: another process may begin it at once. */
  handBack(): Promise<void>;
};

export type WhatIfJobs<Asked, Summary, Result> = {
  /**
   * Keeps it, unless it is there already: by its id, and by a hash of the request as it was sent, since `asked` may say more
   * than that, such as where the log ended.
   * @returns the job, `too many` if the person has that many that have not ended, `another` if the id is that of another one
   */
  ask(
    job: Pick<WhatIfJob<Asked, Summary>, 'id' | 'name' | 'askedBy' | 'asked'> & { readonly requestHash: string },
    most: number,
  ): Promise<WhatIfJob<Asked, Summary> | 'too many' | 'another'>;
  one(id: string): Promise<WhatIfJob<Asked, Summary> | undefined>;
  /** Newest first, behind a job. */
  list(after: string | undefined, limit: number): Promise<readonly WhatIfJob<Asked, Summary>[]>;
  /** Results of one that is done, from the nth on. */
  results(id: string, from: number, limit: number): Promise<readonly (Result & { readonly nth: number })[]>;
  /** @returns false if it had ended before, or there is none */
  cancel(id: string): Promise<boolean>;
  /**
   * The next one that nobody works at, while no other one is worked at; and forgets what ended long ago.
   * @param vain why a job fails that was begun `MOST_ATTEMPTS` times and never ended
   */
  takeUp(runner: string, vain: string): Promise<Run<Asked, Summary, Result> | undefined>;
};

/** How often a job is begun at most. */
export const MOST_ATTEMPTS = 5;

/** Whoever was not seen for so long works no more; nor whoever was seen in the future, by a clock that was set back since. */
const GONE = `seen_at NOT BETWEEN clock_timestamp() - interval '15 seconds' AND clock_timestamp()`;
const KEPT = `interval '30 days'`;
/** Any fixed number: those who look for work take turns. */
const TURN = 7305010;

const COLUMNS = `id, name, asked_by AS "askedBy", asked_at AS "askedAt", asked, state, started_at AS "startedAt",
  events::float8 AS events, total::float8 AS total, ended_at AS "endedAt", reason, summary`;

export const whatIfJobs = <Asked, Summary, Result extends object>(pool: Pool): WhatIfJobs<Asked, Summary, Result> => {
  type Job = WhatIfJob<Asked, Summary>;

  const inTransaction = <T>(work: (query: Pool['query']) => Promise<T>): Promise<T> =>
    withClient(pool, async (client) => {
      await client.query('BEGIN');
      const result = await work(client.query.bind(client) as Pool['query']);
      await client.query('COMMIT');
      return result;
    });

  const one = async (id: string): Promise<Job | undefined> =>
    (await pool.query<Job>(`SELECT ${COLUMNS} FROM what_if.job WHERE id = $1`, [id])).rows[0];

  const runOf = (job: Job, runner: string): Run<Asked, Summary, Result> => {
    const ours = `id = $1 AND runner = $2 AND state = 'running'`;
    return {
      job,
      progress: async (events, total) => {
        const { rowCount } = await pool.query(
          `UPDATE what_if.job SET events = $3, total = $4, seen_at = clock_timestamp() WHERE ${ours}`,
          [job.id, runner, events, total],
        );
        return rowCount === 1;
      },
      finish: (events, summary, results) =>
        inTransaction(async (query) => {
          const { rowCount } = await query(
            `UPDATE what_if.job SET state = 'done', events = $3, total = $3, summary = $4, ended_at = clock_timestamp()
             WHERE ${ours}`,
            [job.id, runner, events, JSON.stringify(summary)],
          );
          if (rowCount !== 1) return false;
          for (let n = 0; n < results.length; n += 1000) {
            await query(
              `INSERT INTO what_if.result (job_id, nth, result)
               SELECT $1, $2 + nth, result FROM jsonb_array_elements($3) WITH ORDINALITY one (result, nth)`,
              [job.id, n, JSON.stringify(results.slice(n, n + 1000))],
            );
          }
          return true;
        }),
      handBack: async () => {
        await pool.query(
          `UPDATE what_if.job SET state = 'waiting', runner = NULL, attempts = attempts - 1 WHERE ${ours}`,
          [job.id, runner],
        );
      },
      fail: async (reason) => {
        await pool.query(
          `UPDATE what_if.job SET state = 'failed', reason = $3, ended_at = clock_timestamp() WHERE ${ours}`,
          [job.id, runner, reason],
        );
      },
    };
  };

  return {
    one,
    ask: ({ id, name, askedBy, asked, requestHash }, most) =>
      inTransaction(async (query) => {
        await query('SELECT pg_advisory_xact_lock($1)', [TURN]);
        const { rows: known } = await query<Job & { same: boolean }>(
          `SELECT ${COLUMNS}, request_hash = $2 AND asked_by = $3 AS same FROM what_if.job WHERE id = $1`,
          [id, requestHash, askedBy],
        );
        if (known[0]) {
          const { same, ...job } = known[0];
          return same ? (job as unknown as Job) : 'another';
        }
        const { rows } = await query<Job>(
          `INSERT INTO what_if.job (id, name, asked_by, asked, request_hash)
           SELECT $1, $2, $3, $4, $6
            WHERE (SELECT count(*) FROM what_if.job WHERE asked_by = $3 AND ended_at IS NULL) < $5
           RETURNING ${COLUMNS}`,
          [id, name, askedBy, JSON.stringify(asked), most, requestHash],
        );
        return rows[0] ?? 'too many';
      }),
    list: async (after, limit) => {
      const behind = 'SELECT asked_at, id FROM what_if.job WHERE id = $2';
      const where = after === undefined ? '' : `WHERE (asked_at, id) < (${behind})`;
      const { rows } = await pool.query<Job>(
        `SELECT ${COLUMNS} FROM what_if.job ${where} ORDER BY asked_at DESC, id DESC LIMIT $1`,
        after === undefined ? [limit] : [limit, after],
      );
      return rows;
    },
    results: async (id, from, limit) => {
      const { rows } = await pool.query<{ nth: number; result: Result }>(
        'SELECT nth, result FROM what_if.result WHERE job_id = $1 AND nth >= $2 ORDER BY nth LIMIT $3',
        [id, from, limit],
      );
      return rows.map(({ nth, result }) => ({ ...result, nth }));
    },
    cancel: async (id) => {
      const { rowCount } = await pool.query(
        `UPDATE what_if.job SET state = 'cancelled', ended_at = clock_timestamp() WHERE id = $1 AND ended_at IS NULL`,
        [id],
      );
      return rowCount === 1;
    },
    takeUp: (runner, vain) =>
      inTransaction(async (query) => {
        await query('SELECT pg_advisory_xact_lock($1)', [TURN]);
        await query(`DELETE FROM what_if.job WHERE ended_at < clock_timestamp() - ${KEPT}`);
        await query(
          `UPDATE what_if.job SET state = 'failed', reason = $1, ended_at = clock_timestamp()
            WHERE state = 'running' AND ${GONE} AND attempts >= ${MOST_ATTEMPTS}`,
          [vain],
        );
        const { rows } = await query<Job>(
          `UPDATE what_if.job SET state = 'running', runner = $1, seen_at = clock_timestamp(), events = 0,
                  started_at = clock_timestamp(), attempts = attempts + 1
            WHERE id = (SELECT id FROM what_if.job
                         WHERE state = 'waiting' OR (state = 'running' AND ${GONE})
                         ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
              AND NOT EXISTS (SELECT FROM what_if.job WHERE state = 'running' AND NOT (${GONE}))
           RETURNING ${COLUMNS}`,
          [runner],
        );
        return rows[0] && runOf(rows[0], runner);
      }),
  };
};
