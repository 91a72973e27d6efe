import type { Pool, PoolClient } from 'pg';

/**
 * Who writes which projection: session locks of PostgreSQL on one connection, however many projections there are.
 * When that connection is lost all locks are lost with it, `lost` is aborted, and the next call takes another
 * connection. The locks keep a second process from doing the same work; that nothing is counted twice does not
 * rest on them but on the guarded checkpoint.
 */
export type Ownership = {
  /** The signal that is aborted when the lock is lost; undefined if another process holds it. */
  acquire(label: string): Promise<AbortSignal | undefined>;
  release(label: string): Promise<void>;
  /** Gives up all locks. */
  end(): Promise<void>;
};

type Session = { readonly client: PoolClient; readonly held: Set<string>; readonly lost: AbortController };

const KEY = `hashtextextended('sohoi projection ' || $1, 0)`;

export const ownership = (pool: Pool): Ownership => {
  let opening: Promise<Session> | undefined;

  const open = async (): Promise<Session> => {
    const session: Session = { client: await pool.connect(), held: new Set(), lost: new AbortController() };
    const drop = (): void => {
      if (session.lost.signal.aborted) return;
      session.lost.abort();
      opening = undefined;
      session.client.release(true);
    };
    session.client.on('error', drop);
    session.client.on('end', drop);
    return session;
  };

  const current = (): Promise<Session> => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  /** One query at a time on the one connection. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };

  const acquire = async (label: string): Promise<AbortSignal | undefined> => {
    const { client, held, lost } = await current();
    if (held.has(label)) return lost.signal;
    const { rows } = await client.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS got`, [label]);
    if (rows[0]?.got !== true) return undefined;
    held.add(label);
    return lost.signal;
  };

  const release = async (label: string): Promise<void> => {
    const session = await opening;
    if (!session?.held.delete(label)) return;
    await session.client.query(`SELECT pg_advisory_unlock(${KEY})`, [label]);
  };

  const end = async (): Promise<void> => {
    const session = await opening;
    opening = undefined;
    if (!session || session.lost.signal.aborted) return;
    // Closing would free them too, but only once the server has noticed; another process may be waiting.
    await session.client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    session.lost.abort();
    session.client.release(true);
  };

  return {
    acquire: (label) => inTurn(() => acquire(label)),
    release: (label) => inTurn(() => release(label)),
    end: () => inTurn(end),
  };
};
