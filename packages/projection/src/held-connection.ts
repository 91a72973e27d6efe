import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { connectionOf } from './connection.js';

/** PostgreSQL, or the way to it, was silent for too long: what was asked may have been done or not. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** The same may succeed on another connection: see `isOutage`. */
  readonly passing = true;

  constructor(ms: number) {
    super(`PostgreSQL gave no answer within ${ms} ms`);
  }
}

/** One connection of a pool, taken at the first statement and kept; after any failure the next statement takes another. */
export type HeldConnection = {
  /** @throws NoAnswer, and the connection is cut: a socket whose other end is gone without a word says nothing else */
  query<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]>;
  close(): void;
};

type Holding = { readonly client: Promise<PoolClient>; readonly drop: (broken: boolean) => void };

/** @param answerMs milliseconds for each statement, the way to a connection included */
export const heldConnection = (pool: Pool, answerMs: number): HeldConnection => {
  let holding: Holding | undefined;

  const take = (): Holding => {
    let connected: PoolClient | undefined;
    let dropped = false;
    const cut = (): void => drop(true);
    const drop = (broken: boolean): void => {
      if (dropped) return;
      dropped = true;
      if (holding === taken) holding = undefined;
      giveBack(broken);
    };
    const giveBack = (broken: boolean): void => {
      // One that is cut may still say so: unheard, that would end the process.
      if (!broken) connected?.off('error', cut);
      connected?.release(broken);
    };
    const client = connectionOf(pool, cut).then((one) => {
      connected = one;
      if (dropped) giveBack(false);
      return one;
    });
    client.catch(() => undefined);
    const taken = { client, drop };
    return taken;
  };

  return {
    query: async <Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> => {
      const held = (holding ??= take());
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new NoAnswer(answerMs)), answerMs);
      });
      const answer = held.client.then((client) => client.query<Row>(text, values));
      answer.catch(() => undefined);
      try {
        return (await Promise.race([answer, late])).rows;
      } catch (error) {
        held.drop(true);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => holding?.drop(false),
  };
};
