import { contractCases } from '@sohoi/event-store/testing';
import { describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { createLogDatabase, holdAppendOpen } from '../test/log-database.js';
import { createPostgresEventStore } from './index.js';

/** What stands in a text of ours, and what a fault puts in its place. */
type Change = readonly [was: string, is: string];

/** A change of `log.append` in the database, or of a statement on its way there. */
type Plant = { readonly fault: string; readonly caught: RegExp; readonly sql?: Change; readonly statement?: Change };

const plants: readonly Plant[] = [
  {
    fault: 'does not lock the head',
    caught: /who passes while an append is open/,
    sql: ['FROM log.head FOR UPDATE', 'FROM log.head'],
  },
  {
    fault: 'checks no version',
    caught: /refuses another version than the stream has/,
    sql: ['WHERE actual[new.request] = expected[new.request]', ''],
  },
  {
    fault: 'lets one refusal refuse its neighbours',
    caught: /a refusal harms no neighbour/,
    sql: ['WHERE actual[new.request] = expected[new.request]', 'WHERE actual = expected'],
  },
  {
    fault: 'leaves gaps between positions',
    caught: /with its place in the stream and in the log/,
    sql: ['base + row_number()', 'base + 2 * row_number()'],
  },
  {
    fault: 'loses one of many events',
    caught: /takes 1000 events at once/,
    sql: ['WHERE actual[', 'WHERE new.place <> 700 AND actual['],
  },
  {
    fault: 'keeps jsonb',
    caught: /byte for byte/,
    sql: ['clock, new.data, new.metadata', 'clock, new.data::jsonb::json, new.metadata'],
  },
  {
    fault: 'follows a clock that goes back',
    caught: /instants in UTC that never go back/,
    sql: [
      `greatest(clock, date_trunc('milliseconds', clock_timestamp()))`,
      `clock_timestamp() - (base % 7) * interval '1 hour'`,
    ],
  },
  {
    fault: 'answers a repetition with the place of now',
    caught: /the first answer again/,
    statement: [
      'SELECT id, stream, type, stream_version, position FROM',
      'SELECT id, stream, type, stream_version, position + 1 AS position FROM',
    ],
  },
  {
    fault: 'takes an id for known whatever its type is',
    caught: /an id that another event of the stream has/,
    statement: ['SELECT id, stream, type,', `SELECT id, stream, 'Renoted' AS type,`],
  },
  {
    fault: 'repeats the event of the checkpoint',
    caught: /from any checkpoint without loss or repetition/,
    statement: ['WHERE position > ', 'WHERE position >= '],
  },
  {
    fault: 'loses the last event of a page',
    caught: /everything in order from any place/,
    statement: ['AND position <= ', 'AND position < '],
  },
  {
    fault: 'pays no heed to the limit of a reading',
    caught: /after a version and up to a limit/,
    statement: ['LIMIT $3', 'LIMIT coalesce($3, 100) + 1'],
  },
];

type Asked = string | { text: string };

/** A client that alters each statement of ours which holds a text. */
const altering = ([was, is]: Change, used: () => void): typeof Client =>
  class extends Client {
    override query(...args: unknown[]): never {
      const [asked] = args as [Asked, ...unknown[]];
      const text = typeof asked === 'string' ? asked : asked.text;
      if (text.includes(was)) {
        used();
        const changed = text.replace(was, is);
        if (typeof asked === 'string') args[0] = changed;
        else asked.text = changed;
      }
      return (super.query as (...all: unknown[]) => never)(...args);
    }
  };

const alterFunction = async (pool: Pool, [was, is]: Change): Promise<void> => {
  const { rows } = await pool.query<{ text: string }>(`SELECT pg_get_functiondef('log.append'::regproc) AS text`);
  const text = rows[0]?.text ?? '';
  expect(text).toContain(was);
  await pool.query(text.replace(was, is));
};

describe('the contract, by an adapter for PostgreSQL that', () => {
  it.each(plants)('$fault, is not kept: $caught', async ({ caught, sql, statement }) => {
    const cases = contractCases.filter(({ title }) => caught.test(title));
    expect(cases).toHaveLength(1);
    const { url, pool: good, close } = await createLogDatabase();
    let used = 0;
    const MadeFor = statement ? altering(statement, () => (used += 1)) : Client;
    const [pool, other] = [1, 2].map(() => new Pool({ connectionString: url, max: 8, Client: MadeFor }));
    if (!pool || !other) throw new Error('no pool');
    if (sql) await alterFunction(good, sql);
    const [store, rival] = [pool, other].map((one) => createPostgresEventStore({ pool: one }));
    if (!store || !rival) throw new Error('no store');
    const subject = {
      store,
      rival,
      holdAppendOpen: (stream: string, event: Parameters<typeof holdAppendOpen>[2]) =>
        holdAppendOpen(good, stream, event),
      close: () => Promise.resolve(),
    };
    try {
      await expect(cases[0]?.run(subject)).rejects.toThrow();
      expect(used > 0).toBe(statement !== undefined);
    } finally {
      await Promise.all([store.close(), rival.close()]);
      await Promise.all([pool.end(), other.end()]);
      await close();
    }
  });

  it('has no fault, is kept in each of these cases', async () => {
    for (const { caught } of plants) {
      const { url, pool, close } = await createLogDatabase();
      const [store, rival] = [url, url].map((connectionString) => createPostgresEventStore({ connectionString }));
      if (!store || !rival) throw new Error('no store');
      const [one] = contractCases.filter(({ title }) => caught.test(title));
      await one?.run({
        store,
        rival,
        holdAppendOpen: (stream, event) => holdAppendOpen(pool, stream, event),
        close: () => Promise.resolve(),
      });
      await Promise.all([store.close(), rival.close()]);
      await close();
    }
  });
});
