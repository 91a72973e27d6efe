import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createMemoryMasterKeys } from '../src/memory-keys.js';
import { createPostgresPersonKeys } from '../src/postgres/postgres-person-keys.js';
import { openSecrets } from '../src/postgres/postgres-secrets.js';
import { personKeysContract } from '../src/testing.js';
import { createVaultDatabase } from './vault-database.js';

personKeysContract('PostgreSQL', async () => {
  const { pool, close } = await createVaultDatabase();
  const masterKeys = createMemoryMasterKeys();
  return { keys: createPostgresPersonKeys(pool, masterKeys), rival: createPostgresPersonKeys(pool, masterKeys), close };
});

describe('the vault in PostgreSQL', () => {
  let pool: Pool;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ pool, close } = await createVaultDatabase());
  });
  afterEach(() => close());

  it('keeps no key that is of use without the master key', async () => {
    const masterKeys = createMemoryMasterKeys();
    const id = randomUUID();
    const key = (await createPostgresPersonKeys(pool, masterKeys).keysFor([id])).get(id);
    const { rows } = await pool.query<{ wrapped: Buffer }>('SELECT wrapped FROM vault.person_key');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.wrapped.includes(Buffer.from(key ?? []))).toBe(false);
    await expect(createPostgresPersonKeys(pool, createMemoryMasterKeys()).find([id])).rejects.toMatchObject({
      name: 'MasterKeyMissing',
    });
  });

  it('asks once for many who ask at the same time', async () => {
    const keys = createPostgresPersonKeys(pool, createMemoryMasterKeys());
    await keys.keysFor([randomUUID()]);
    let queries = 0;
    const counting = new Proxy(pool, {
      get: (target, name) => {
        if (name === 'query') queries += 1;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const many = createPostgresPersonKeys(counting, createMemoryMasterKeys());
    await Promise.all(Array.from({ length: 200 }, () => many.find([randomUUID()])));
    expect(queries).toBeLessThanOrEqual(3);
  });

  it('destroys keys in the transaction of another, or not at all', async () => {
    const keys = createPostgresPersonKeys(pool, createMemoryMasterKeys());
    const id = randomUUID();
    await keys.keysFor([id]);
    const client = await pool.connect();
    for (const [end, gone] of [
      ['ROLLBACK', false],
      ['COMMIT', true],
    ] as const) {
      await client.query('BEGIN');
      await keys.destroyIn(client, [id]);
      expect((await keys.find([id])).get(id)).not.toBeNull();
      await client.query(end);
      expect((await keys.find([id])).get(id) === null).toBe(gone);
    }
    client.release();
  });

  it('lets nobody bring back, delete or empty what was erased, not even by SQL', async () => {
    const keys = createPostgresPersonKeys(pool, createMemoryMasterKeys());
    await keys.keysFor([randomUUID()]);
    await keys.destroy([randomUUID()]);
    for (const statement of [
      `UPDATE vault.person_key SET wrapped = '\\x00', erased_at = NULL, master_key_id = 'x' WHERE wrapped IS NULL`,
      'DELETE FROM vault.person_key',
      'TRUNCATE vault.person_key',
    ]) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '23001' });
    }
  });

  it('opens no key that was moved to the row of another, so that none can be hidden from an erasure', async () => {
    const keys = createPostgresPersonKeys(pool, createMemoryMasterKeys());
    const [person, other] = [randomUUID(), randomUUID()];
    await keys.keysFor([person, other]);
    await pool.query(
      `UPDATE vault.person_key SET wrapped = (SELECT wrapped FROM vault.person_key WHERE person_id = $1) WHERE person_id = $2`,
      [person, other],
    );
    await keys.destroy([person]);
    await expect(keys.find([other])).rejects.toMatchObject({ name: 'WrappedKeyBroken' });
    await expect(keys.find([person])).resolves.toEqual(new Map([[person, null]]));
  });

  it('refuses an id that is none, and answers the others who ask at the same time', async () => {
    const keys = createPostgresPersonKeys(pool, createMemoryMasterKeys());
    const [wrong, right] = await Promise.allSettled([keys.keysFor(['m1']), keys.keysFor([randomUUID()])]);
    expect([wrong?.status, right?.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('makes the secrets of a ledger once, however many processes open it', async () => {
    const masterKeys = createMemoryMasterKeys();
    const opened = await Promise.all(Array.from({ length: 6 }, () => openSecrets(pool, masterKeys)));
    const shown = opened.map(({ index, mask }) => [index, mask].map((key) => Buffer.from(key).toString('hex')));
    expect(new Set(shown.map((one) => one.join())).size).toBe(1);
    expect(new Set(shown[0]).size).toBe(2);
    const { rows } = await pool.query(`SELECT FROM vault.master_key WHERE state = 'current'`);
    expect(rows).toHaveLength(1);
    await expect(openSecrets(pool, createMemoryMasterKeys())).rejects.toMatchObject({ name: 'MasterKeyMissing' });
  });
});
