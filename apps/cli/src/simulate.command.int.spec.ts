import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BEGINNING } from '@sohoi/event-store';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { createFileMasterKeys, migrateVault, openVault } from '@sohoi/sealing';
import { simulatedStreams } from '@sohoi/simulation';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { simulate } from './simulate.command.js';

type Place = { readonly url: string; readonly keys: string; readonly pool: Pool };

const closing: (() => Promise<unknown>)[] = [];
let place: Place;

const newPlace = async (): Promise<Place> => {
  const database = await createTestDatabase();
  const keys = mkdtempSync(join(tmpdir(), 'sohoi-simulate-'));
  const pool = new Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  closing.push(() => pool.end().then(() => database.drop()));
  closing.push(async () => rmSync(keys, { recursive: true }));
  return { url: database.url, keys, pool };
};

beforeEach(async () => {
  place = await newPlace();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const metadata = { actor: 'a', role: 'commune-cadre', correlationId: 'c', causationId: null, commandHash: 'h' };
const MEMBERS = '1000';
const never = new AbortController().signal;

const run = (to: Place, members = MEMBERS, seed = '7', signal: AbortSignal = never): Promise<string> =>
  simulate({ members, seed, database: to.url, keys: to.keys }, {}, signal);

/** All that the log holds, as one number; also what is sealed and when it was recorded. */
const digestOf = async ({ pool }: Place): Promise<{ events: number; digest: string }> => {
  const { rows } = await pool.query<{ row: string }>('SELECT e::text AS row FROM log.event e ORDER BY position');
  return {
    events: rows.length,
    digest: createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex'),
  };
};

/** Stops as soon as anything is in the log. */
const stopWhenBegun = async ({ pool }: Place, stop: AbortController): Promise<void> => {
  for (;;) {
    const found = await pool.query('SELECT FROM log.event LIMIT 1').catch(() => undefined);
    if ((found?.rows.length ?? 0) > 0) return stop.abort();
  }
};

describe('sohoi simulate', () => {
  it('writes the same log for the same seed, byte for byte, and all that is personal is sealed', async () => {
    const other = await newPlace();
    expect(await run(place)).toMatch(/^simulated: \d+ events$/);
    await run(other);
    expect(await digestOf(place)).toEqual(await digestOf(other));
    const clear = await place.pool.query(
      `SELECT FROM log.event WHERE data::text ~ 'fullName":"|birthYear":[0-9]|category":"[a-z]+-'`,
    );
    expect(clear.rowCount).toBe(0);
  }, 120_000);

  it('keeps the keys, so that the ledger opens what was simulated as everything else', async () => {
    await run(place);
    const { sealer } = await openVault(place.pool, createFileMasterKeys(place.keys), simulatedStreams);
    const store = createPostgresEventStore({ pool: place.pool });
    for await (const batch of store.readAll(BEGINNING)) {
      for (const event of await sealer.openEvents(batch, { sensitive: true })) {
        expect(JSON.stringify(event.data)).not.toMatch(/"sealed":|"m1\./);
      }
    }
  });

  it('goes on where it was cut short, to the same log', async () => {
    const stop = new AbortController();
    const cut = run(place, '2000', '7', stop.signal);
    await Promise.all([expect(cut).rejects.toThrow(/^cut short after \d+ events/), stopWhenBegun(place, stop)]);
    const { events } = await digestOf(place);
    expect(events).toBeGreaterThan(0);
    expect(await run(place, '2000')).toMatch(/^simulated:/);
    const other = await newPlace();
    await run(other, '2000');
    expect(await digestOf(place)).toEqual(await digestOf(other));
    expect(await run(place, '2000')).toMatch(/^it is all there already/);
  }, 120_000);

  it('refuses a log that holds anything else, and writes nothing', async () => {
    await run(place);
    const before = await digestOf(place);
    await expect(run(place, MEMBERS, '8')).rejects.toThrow(/holds something else/);
    await expect(run(place, '1001')).rejects.toThrow(/holds something else/);
    expect(await digestOf(place)).toEqual(before);
  });

  it('refuses a simulation that was gone on with by hand', async () => {
    await run(place);
    const store = createPostgresEventStore({ pool: place.pool });
    const [last] = await store.readAt([await store.head()]);
    if (!last) throw new Error('nothing there');
    const id = '0197a7c0-0000-4000-8000-000000000001';
    await store.append(last.stream, last.streamVersion, [{ ...last, id }]);
    await expect(run(place)).rejects.toThrow(/holds something else/);
  });

  it('puts no key beside events of others', async () => {
    await migrateLog(place.pool);
    await migrateVault(place.pool);
    const event = { id: randomUUID(), type: 'Noted', schemaVersion: 1, data: {}, metadata };
    await createPostgresEventStore({ pool: place.pool }).append('note-1', 0, [event]);
    await expect(run(place)).rejects.toThrow(/holds something else/);
    expect((await place.pool.query('SELECT FROM vault.secret')).rowCount).toBe(0);
  });

  it('refuses a vault in which there are keys of persons', async () => {
    await migrateVault(place.pool);
    const { personKeys } = await openVault(place.pool, createFileMasterKeys(place.keys), simulatedStreams);
    await personKeys.keysFor(['0197a7c0-0000-4000-8000-000000000001']);
    await expect(run(place)).rejects.toThrow(/vault holds keys of another ledger/);
  });

  it.each([
    [{ members: '999', seed: '7' }, /members must be/],
    [{ members: '1e4', seed: '7' }, /members must be/],
    [{ members: '1000', seed: '-1' }, /seed must be/],
    [{ members: '1000', seed: '7' }, /name an empty folder/],
    [{ members: '1000', seed: '7', data: 'a', database: 'b' }, /not both/],
    [{ members: '1000', seed: '7', database: 'postgresql://nowhere' }, /master keys/],
  ])('says what is wrong with %j', async (options, reason) => {
    await expect(simulate(options, {}, never)).rejects.toMatchObject({
      message: expect.stringMatching(reason),
      exitCode: 2,
    });
  });
});
