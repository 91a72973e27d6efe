import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { createEsdbEventStore } from '@sohoi/event-store-esdb';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { Pool } from 'pg';
import { copyLogCommand } from './copy-log.command.js';

type Database = Awaited<ReturnType<typeof createTestDatabase>>;

const NEVER = new AbortController().signal;
let from: Database;
let to: Database;

const within = async <T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> => {
  const pool = new Pool({ connectionString: url });
  return work(pool).finally(() => pool.end());
};

const append = (url: string, stream: string): Promise<unknown> =>
  within(url, (pool) => createPostgresEventStore({ pool }).append(stream, 0, newEvents(3)));

beforeAll(async () => {
  const nothing = { key: 'nothing', prepare: () => Promise.resolve() };
  [from, to] = [await createTestDatabase(nothing), await createTestDatabase(nothing)];
  await within(from.url, (pool) => migrateLog(pool));
  await append(from.url, 'note-1');
});
afterAll(() => Promise.all([from.drop(), to.drop()]));

describe('sohoi log copy', () => {
  it('copies into a database that has no log yet, and says what both hold', async () => {
    const said = await copyLogCommand({ from: from.url, to: to.url }, {}, NEVER);
    expect(said).toMatch(/^3 events copied; both logs hold the same 3 events, rolling hash [0-9a-f]{64}$/);
    expect(await copyLogCommand({}, { SOHOI_COPY_FROM: from.url, SOHOI_COPY_TO: to.url }, NEVER)).toBe(
      said.replace('3 events copied', '0 events copied'),
    );
  });

  it('says that an altered copy is none, and where', async () => {
    const altered = await createTestDatabase({ key: 'nothing', prepare: () => Promise.resolve() });
    await copyLogCommand({ from: from.url, to: altered.url }, {}, NEVER);
    await within(altered.url, (pool) =>
      pool.query(`ALTER TABLE log.event DISABLE TRIGGER ALL; UPDATE log.event SET data = '{}' WHERE position = 2`),
    );
    await expect(copyLogCommand({ from: from.url, to: altered.url }, {}, NEVER)).rejects.toMatchObject({
      message: expect.stringMatching(/^event 2 differs: note-1 version 2 /),
      exitCode: 1,
    });
    await altered.drop();
  });

  it('says which instant of the source lies in the future, and writes nothing', async () => {
    const server = await startEsdbServer();
    const source = createEsdbEventStore({ connectionString: server.connectionString });
    const place = { stream: 'note-1', streamVersion: 1, position: '', recordedAt: '2923-01-01T00:00:00.000Z' };
    await source.appendCopy([{ ...newEvent(), ...place }]);
    await source.close();
    const empty = await createTestDatabase({ key: 'nothing', prepare: () => Promise.resolve() });
    await expect(copyLogCommand({ from: server.connectionString, to: empty.url }, {}, NEVER)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^the log to copy into: an event recorded at 2923-.* cannot be loaded: it is only/,
      ),
      exitCode: 1,
    });
    expect(await within(empty.url, (pool) => createPostgresEventStore({ pool }).head())).toBe('');
    await empty.drop();
    await server.stop();
  });

  it('refuses a log that holds something else, and writes nothing', async () => {
    await append(to.url, 'other-1');
    await expect(copyLogCommand({ from: from.url, to: to.url }, {}, NEVER)).rejects.toMatchObject({
      message: expect.stringContaining('copy into an empty log'),
      exitCode: 1,
    });
    expect(await within(to.url, (pool) => createPostgresEventStore({ pool }).head())).toMatch(/6$/);
  });

  it.each([
    ['nowhere to copy into', { to: undefined }, /--to or SOHOI_COPY_TO/, 2],
    ['the log itself', { to: 'from' }, /one and the same/, 2],
    ['an address of no engine', { to: 'http://x' }, /the log to copy into is no address of a log/, 2],
    ['a server that is away', { to: 'postgres://u:secret@127.0.0.1:1/x' }, /the log to copy into cannot be reached/, 3],
  ])('says in one sentence that it was given %s', async (_what, { to: address }, sentence, exitCode) => {
    const asked = copyLogCommand({ from: from.url, to: address === 'from' ? from.url : address }, {}, NEVER);
    await expect(asked).rejects.toMatchObject({ name: 'CliError', message: expect.stringMatching(sentence), exitCode });
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  it('stops in good order when it is interrupted, and says how to go on', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(copyLogCommand({ from: from.url, to: to.url }, {}, stop.signal)).rejects.toMatchObject({
      exitCode: 1,
    });
  });
});
