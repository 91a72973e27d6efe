import type { Pool } from 'pg';
import { heldConnection } from './held-connection.js';
import { labelOf } from './projection.js';
import type { BuildKey } from './projection.js';

/** The right to write one build, until `lost` is aborted. Whoever takes it over gets a greater token. */
export type Lease = { readonly token: string; readonly lost: AbortSignal };

/**
 * The leases of this process, all on one connection and renewed by one statement, however many projections there are.
 *
 *   asked  → held   nobody held it, or its time was over by the database's clock
 *   held   → held   renewed, each second
 *   held   → lost   another process took it, or the database was out of reach for as long as a lease lasts
 *   held   → free   given back
 *
 * `lost` saves work; that an owner who wakes up late cannot write rests on the token alone. A statement that has no
 * answer in the time of a lease fails, whoever waits for it, and its connection is cut.
 */
export type Leases = {
  /**
   * The lease; undefined while another process has it.
   * @throws NoAnswer, and what the driver throws
   */
  acquire(key: BuildKey): Promise<Lease | undefined>;
  release(key: BuildKey): Promise<void>;
  /** Gives all leases back. */
  end(): Promise<void>;
};

/** Milliseconds that a lease lasts, and between renewals. */
export const LEASE_MS = 3000;
const RENEW_MS = 1000;

/**
 * Renews what is held under its token and takes what is free, in one order, so that no two processes wait for each
 * other. A time further off than any lease lasts is from before the clock was set back: it is over too.
 */
const KEEP = `
  WITH asked AS (
    SELECT * FROM unnest($1::text[], $2::integer[], $3::integer[], $4::bigint[]) AS a (name, version, build, token)
  ), due AS (
    SELECT l.name, l.version, l.build, a.token IS NULL AS taken
      FROM read.lease l JOIN asked a ON (l.name, l.version, l.build) = (a.name, a.version, a.build)
     WHERE l.token = a.token OR (a.token IS NULL
       AND l.expires_at NOT BETWEEN clock_timestamp() AND clock_timestamp() + $6::interval)
     ORDER BY l.name, l.version, l.build
       FOR UPDATE OF l
  )
  UPDATE read.lease l
     SET owner = $5, token = l.token + due.taken::integer, expires_at = clock_timestamp() + $6::interval
    FROM due WHERE (l.name, l.version, l.build) = (due.name, due.version, due.build)
  RETURNING l.name, l.version, l.build, l.token`;

const GIVE_BACK = `
  UPDATE read.lease l SET expires_at = '-infinity'
    FROM unnest($1::text[], $2::integer[], $3::integer[], $4::bigint[]) AS a (name, version, build, token)
   WHERE (l.name, l.version, l.build, l.token) = (a.name, a.version, a.build, a.token)`;

type Held = { readonly key: BuildKey; readonly token: string; readonly lost: AbortController };
type Wish = {
  readonly key: BuildKey;
  readonly grant: (lease: Lease | undefined) => void;
  readonly fail: (error: unknown) => void;
};
type Kept = { name: string; version: number; build: number; token: string };

/** @param owner tells people which process it is; it decides nothing */
export const leases = (pool: Pool, owner: string): Leases => {
  const held = new Map<string, Held>();
  const wishes = new Map<string, Wish>();
  const connection = heldConnection(pool, LEASE_MS);
  let keptAt = performance.now();
  let turn: Promise<void> | undefined;

  const lose = (one: Held): void => {
    held.delete(labelOf(one.key));
    one.lost.abort();
  };
  const query = (text: string, asked: readonly (Held | Wish)[], ...rest: readonly unknown[]): Promise<Kept[]> =>
    connection.query<Kept>(text, [
      asked.map(({ key }) => key.name),
      asked.map(({ key }) => key.version),
      asked.map(({ key }) => key.build),
      asked.map((one) => ('token' in one ? one.token : null)),
      ...rest,
    ]);

  const keep = async (): Promise<void> => {
    const wished = [...wishes.values()];
    wishes.clear();
    const began = performance.now();
    const before = [...held.values()];
    try {
      const rows = await query(KEEP, [...before, ...wished], owner, `${LEASE_MS} milliseconds`);
      const kept = new Map(rows.map((row) => [labelOf(row), row.token]));
      keptAt = began;
      for (const one of before) if (!kept.has(labelOf(one.key))) lose(one);
      for (const { key, grant } of wished) {
        const token = kept.get(labelOf(key));
        if (token === undefined) grant(undefined);
        else {
          const one = { key, token, lost: new AbortController() };
          held.set(labelOf(key), one);
          grant({ token, lost: one.lost.signal });
        }
      }
    } catch (error) {
      loseIfOver();
      for (const { fail } of wished) fail(error);
    }
  };
  const loseIfOver = (): void => {
    if (performance.now() - keptAt > LEASE_MS) for (const one of [...held.values()]) lose(one);
  };

  /** One statement at a time; those who ask in the meantime share the next one. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next: Promise<void> = (turn ?? Promise.resolve()).then(work).finally(() => {
      if (turn === next) turn = undefined;
    });
    turn = next;
    return next;
  };
  const timer = setInterval(() => {
    if (held.size === 0) return;
    // The statement before this one may hang until its time is over.
    if (turn) loseIfOver();
    else void inTurn(keep);
  }, RENEW_MS);

  const release = async (key: BuildKey): Promise<void> => {
    const one = held.get(labelOf(key));
    if (!one) return;
    lose(one);
    await query(GIVE_BACK, [one]);
  };
  const end = async (): Promise<void> => {
    clearInterval(timer);
    const all = [...held.values()];
    all.forEach(lose);
    // What cannot be given back is over in a moment.
    if (all.length > 0) await query(GIVE_BACK, all).catch(() => undefined);
    connection.close();
  };

  return {
    acquire: (key) => {
      const mine = held.get(labelOf(key));
      if (mine) return Promise.resolve({ token: mine.token, lost: mine.lost.signal });
      return new Promise((grant, fail) => {
        if (wishes.size === 0) void inTurn(keep);
        wishes.set(labelOf(key), { key, grant, fail });
      });
    },
    release: (key) => inTurn(() => release(key)),
    end: () => inTurn(end),
  };
};
