import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { MasterKeys } from '../src/index.js';
import { rotateAfterErasures, rotateMasterKey, unfinishedErasures, WrappedKeyBroken } from '../src/index.js';
import { createMemoryMasterKeys } from '../src/memory-keys.js';
import { createPostgresPersonKeys } from '../src/postgres/postgres-person-keys.js';
import type { PostgresPersonKeys } from '../src/postgres/postgres-person-keys.js';
import { openSecrets } from '../src/postgres/postgres-secrets.js';
import { createVaultDatabase } from './vault-database.js';

let pool: Pool;
let close: () => Promise<void>;
let masterKeys: MasterKeys;
let keys: PostgresPersonKeys;

beforeEach(async () => {
  ({ pool, close } = await createVaultDatabase());
  masterKeys = createMemoryMasterKeys();
  keys = createPostgresPersonKeys(pool, masterKeys);
});
afterEach(() => close());

const newIds = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

const shown = (found: ReadonlyMap<string, Uint8Array | null>): string =>
  JSON.stringify([...found].map(([id, key]) => [id, key && Buffer.from(key).toString('hex')]).sort());

const states = async (): Promise<string[]> =>
  (await pool.query<{ state: string }>('SELECT state FROM vault.master_key ORDER BY created_at')).rows.map(
    ({ state }) => state,
  );

const erasuresUnfinished = async (): Promise<boolean> => (await unfinishedErasures(pool)).unfinished > 0;

/** The same master keys, doing something else first at each call. */
const interrupted = (before: Partial<Record<keyof MasterKeys, () => Promise<unknown>>>): MasterKeys => ({
  create: async () => (await before.create?.(), masterKeys.create()),
  wrap: async (id, some) => (await before.wrap?.(), masterKeys.wrap(id, some)),
  unwrap: async (id, some) => (await before.unwrap?.(), masterKeys.unwrap(id, some)),
  destroy: async (id) => (await before.destroy?.(), masterKeys.destroy(id)),
});

describe('the rotation of the master key', () => {
  it('leaves every key as it is, and nothing that the old master key can unwrap', async () => {
    const ids = newIds(2500);
    const before = shown(await keys.keysFor(ids));
    const secrets = await openSecrets(pool, masterKeys);
    const copies = await pool.query<{ wrapped: Buffer; master_key_id: string }>(
      'SELECT * FROM vault.person_key LIMIT 1',
    );
    const progress: number[] = [];
    await rotateMasterKey({ pool, masterKeys, onProgress: ({ done, total }) => progress.push(done / total) });
    expect(shown(await keys.find(ids))).toBe(before);
    expect(await openSecrets(pool, masterKeys)).toEqual(secrets);
    expect(await states()).toEqual(['destroyed', 'current']);
    expect(progress.length).toBeGreaterThan(3);
    expect([...progress].sort()).toEqual(progress);
    expect(progress.at(-1)).toBe(1);
    const [copy] = copies.rows;
    const lost = masterKeys.unwrap(copy?.master_key_id ?? '', [{ of: '', bytes: copy?.wrapped ?? new Uint8Array() }]);
    await expect(lost).rejects.toMatchObject({ name: 'MasterKeyMissing' });
  });

  it('works in a vault without any key', async () => {
    await rotateMasterKey({ pool, masterKeys });
    await rotateMasterKey({ pool, masterKeys });
    expect((await states()).filter((state) => state === 'current')).toHaveLength(1);
  });

  it('makes an erasure final: before, an old copy of the row could be unwrapped; after, nobody can', async () => {
    const [erased = '', other = ''] = newIds(2);
    await keys.keysFor([erased, other]);
    const { rows } = await pool.query<{ wrapped: Buffer; master_key_id: string }>(
      'SELECT wrapped, master_key_id FROM vault.person_key WHERE person_id = $1',
      [erased],
    );
    const copy = rows[0] ?? { wrapped: Buffer.alloc(0), master_key_id: '' };
    expect(await erasuresUnfinished()).toBe(false);
    await keys.destroy([erased]);
    expect(await erasuresUnfinished()).toBe(true);
    const old = [{ of: `person:${erased}`, bytes: copy.wrapped }];
    expect(await masterKeys.unwrap(copy.master_key_id, old)).toHaveLength(1);
    await rotateMasterKey({ pool, masterKeys });
    expect(await erasuresUnfinished()).toBe(false);
    await expect(masterKeys.unwrap(copy.master_key_id, old)).rejects.toThrow();
    expect((await keys.find([erased, other])).get(other)?.length).toBe(32);
  });

  it('does not bring back a key that is destroyed between its reading and its writing', async () => {
    const ids = newIds(3);
    await keys.keysFor(ids);
    const [erased = ''] = ids;
    const slow = interrupted({ wrap: () => keys.destroy([erased]) });
    await rotateMasterKey({ pool, masterKeys: slow });
    expect((await keys.find(ids)).get(erased)).toBeNull();
    expect((await keys.find(ids)).size).toBe(3);
    expect(await erasuresUnfinished()).toBe(false);
  });

  it('asks for another one if a key was destroyed after it had been wrapped anew', async () => {
    const ids = newIds(2);
    await keys.keysFor(ids);
    const slow = interrupted({ destroy: () => keys.destroy(ids.slice(0, 1)) });
    await rotateMasterKey({ pool, masterKeys: slow });
    expect(await erasuresUnfinished()).toBe(true);
    await rotateMasterKey({ pool, masterKeys });
    expect(await erasuresUnfinished()).toBe(false);
  });

  it('loses no key that others make at any moment of it', async () => {
    const made: string[] = [];
    const make = async (): Promise<void> => {
      const ids = newIds(5);
      await keys.keysFor(ids);
      made.push(...ids);
    };
    await make();
    await rotateMasterKey({ pool, masterKeys: interrupted({ create: make, wrap: make, unwrap: make, destroy: make }) });
    await make();
    const found = await createPostgresPersonKeys(pool, masterKeys).find(made);
    expect([...found.values()].filter((key) => key?.length === 32)).toHaveLength(made.length);
  });

  it('makes nothing with the old generation for a process that was about to when it retired', async () => {
    const [first = '', second = ''] = newIds(2);
    await keys.keysFor([first]);
    let rotated = false;
    const late = interrupted({
      wrap: async () => {
        if (rotated) return;
        rotated = true;
        await rotateMasterKey({ pool, masterKeys });
      },
    });
    const made = await createPostgresPersonKeys(pool, late).keysFor([second]);
    expect(shown(await keys.find([second]))).toBe(shown(made));
    const { rows } = await pool.query(
      `SELECT FROM vault.person_key k JOIN vault.master_key m ON m.id = k.master_key_id WHERE m.state = 'destroyed'`,
    );
    expect(rows).toEqual([]);
  });

  it('answers readers whose rows it wraps anew while they read', async () => {
    const ids = newIds(10);
    const before = shown(await keys.keysFor(ids));
    let rotated = false;
    const late = interrupted({
      unwrap: async () => {
        if (rotated) return;
        rotated = true;
        await rotateMasterKey({ pool, masterKeys });
      },
    });
    expect(shown(await createPostgresPersonKeys(pool, late).find(ids))).toBe(before);
  });

  it('answers readers who read a master key while it was being overwritten', async () => {
    const ids = newIds(3);
    const before = shown(await keys.keysFor(ids));
    let overwritten = false;
    const late = interrupted({
      unwrap: async () => {
        if (overwritten) return;
        overwritten = true;
        await rotateMasterKey({ pool, masterKeys });
        throw new WrappedKeyBroken('old', undefined);
      },
    });
    expect(shown(await createPostgresPersonKeys(pool, late).find(ids))).toBe(before);
  });

  it('goes on where one was cut short, at every call that it makes', async () => {
    const ids = newIds(2100);
    const before = shown(await keys.keysFor(ids));
    for (const call of ['create', 'wrap', 'unwrap', 'destroy'] as const) {
      for (const nth of [1, 2, 3]) {
        let calls = 0;
        const failing = interrupted({
          [call]: async () => {
            calls += 1;
            if (calls === nth) throw new Error('killed');
          },
        });
        await rotateMasterKey({ pool, masterKeys: failing }).catch((error: Error) =>
          expect(error.message).toBe('killed'),
        );
        expect(shown(await keys.find(ids))).toBe(before);
      }
    }
    await rotateMasterKey({ pool, masterKeys });
    expect(shown(await keys.find(ids))).toBe(before);
    expect((await states()).filter((state) => state !== 'destroyed')).toEqual(['current']);
  });

  it('is done by one process at a time', async () => {
    await keys.keysFor(newIds(1));
    let second: unknown;
    const slow = interrupted({
      create: async () => {
        second = await rotateMasterKey({ pool, masterKeys }).catch((error: unknown) => error);
      },
    });
    await rotateMasterKey({ pool, masterKeys: slow });
    expect(second).toMatchObject({ name: 'RotationUnderWay' });
    await rotateMasterKey({ pool, masterKeys });
  });

  it('ends after the batch in flight when told', async () => {
    await keys.keysFor(newIds(3000));
    const stop = new AbortController();
    const cut = rotateMasterKey({ pool, masterKeys, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
    expect(await states()).toEqual(['retiring', 'current']);
  });
});

describe('the rotation after erasures', () => {
  it('waits for erasures and then makes them final, and ends when told', async () => {
    const stop = new AbortController();
    const [id = ''] = newIds(1);
    await keys.keysFor([id]);
    await keys.destroy([id]);
    await new Promise<void>((resolve, reject) => {
      const ended = rotateAfterErasures({
        pool,
        masterKeys,
        signal: stop.signal,
        every: 5,
        onRotated: () => stop.abort(),
        onError: reject,
      });
      ended.then(resolve, reject);
    });
    expect(await erasuresUnfinished()).toBe(false);
    expect(await states()).toEqual(['destroyed', 'current']);
  });

  it('tells how many wait for it, and since when', async () => {
    expect(await unfinishedErasures(pool)).toEqual({ unfinished: 0, since: null });
    const ids = newIds(3);
    await keys.keysFor(ids);
    await keys.destroy(ids.slice(0, 2));
    const told = await unfinishedErasures(pool);
    expect(told.unfinished).toBe(2);
    expect(Date.parse(told.since ?? '')).not.toBeNaN();
    await rotateMasterKey({ pool, masterKeys });
    expect(await unfinishedErasures(pool)).toEqual({ unfinished: 0, since: null });
  });

  it('goes on after a failure', async () => {
    const stop = new AbortController();
    const [id = ''] = newIds(1);
    await keys.keysFor([id]);
    await keys.destroy([id]);
    const errors: unknown[] = [];
    let failed = false;
    const failing = interrupted({
      create: async () => {
        if (failed) return;
        failed = true;
        throw new Error('the device is away');
      },
    });
    await rotateAfterErasures({
      pool,
      masterKeys: failing,
      signal: stop.signal,
      every: 5,
      onRotated: () => stop.abort(),
      onError: (error) => errors.push(error),
    });
    expect(errors).toEqual([new Error('the device is away')]);
    expect(await erasuresUnfinished()).toBe(false);
  });
});
