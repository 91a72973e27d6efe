import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { Pool } from 'pg';
import { installReadSchema, ReadSchemaTooNew } from '../src/index.js';
import { tallyProjection } from './tally.js';

describe('the schema of the read models', () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url });
    drop = database.drop;
  });
  afterEach(async () => {
    await pool.end();
    await drop();
  });

  const foldOf = async (text: string): Promise<string | undefined> => {
    const { rows } = await pool.query<{ folded: string }>('SELECT read.vn_fold($1) AS folded', [text]);
    return rows[0]?.folded;
  };

  it('is installed once by however many processes, however often', async () => {
    const projections = [tallyProjection(), tallyProjection('tally-other')];
    await Promise.all([1, 2, 3].map(() => installReadSchema(pool, projections)));
    await installReadSchema(pool, projections);
    const { rows } = await pool.query('SELECT name, version, position, live FROM read.checkpoint ORDER BY name');
    expect(rows).toEqual([
      { name: 'tally', version: 1, position: '', live: true },
      { name: 'tally-other', version: 1, position: '', live: true },
    ]);
    expect((await pool.query('SELECT version FROM read.schema_version')).rows).toEqual([
      { version: 1 },
      { version: 2 },
      { version: 3 },
      { version: 4 },
      { version: 5 },
      { version: 6 },
    ]);
  });

  it('is left alone when it is newer than this program', async () => {
    await installReadSchema(pool, []);
    await pool.query('INSERT INTO read.schema_version (version) VALUES (99)');
    const refused = installReadSchema(pool, [tallyProjection()]);
    await expect(refused).rejects.toThrow(ReadSchemaTooNew);
    await expect(refused).rejects.toMatchObject({ what: 'schema', found: 99 });
    expect((await pool.query('SELECT FROM read.checkpoint')).rowCount).toBe(0);
  });

  it.each(['Tally', 'tally;drop', ''])('refuses a projection named %j', async (name) => {
    await expect(installReadSchema(pool, [{ ...tallyProjection(), name }])).rejects.toThrow('is no name');
  });

  it('folds Vietnamese as people type it in a hurry, composed or decomposed', async () => {
    await installReadSchema(pool, []);
    const name = 'ĐẶNG Thị Đào, Ưng Ỷ';
    expect(await foldOf(name.normalize('NFC'))).toBe('dang thi dao, ung y');
    expect(await foldOf(name.normalize('NFD'))).toBe('dang thi dao, ung y');
  });
});
