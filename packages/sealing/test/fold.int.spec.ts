import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import type { TestDatabase } from '@sohoi/embedded-postgres/testing';
import { installReadSchema } from '@sohoi/projection';
import * as fc from 'fast-check';
import { Pool } from 'pg';
import { fold } from '../src/index.js';

const VOWELS = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const letters = [
  ...VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))),
  ...'bcdđghklmnpqrstvxfjwz0123456789 -.(),'.split(''),
];
const letter = fc.constantFrom(...letters, ...letters.map((one) => one.toUpperCase()));
const text = fc
  .tuple(fc.array(letter, { maxLength: 40 }), fc.constantFrom('NFC', 'NFD'))
  .map(([some, form]) => some.join('').normalize(form));

describe('folding, in this process and in SQL', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 2 });
    await installReadSchema(pool, []);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is the same for every Vietnamese letter, composed or decomposed, and for any text of them', async () => {
    const same = async (texts: readonly string[]): Promise<void> => {
      const { rows } = await pool.query<{ folded: string[] }>(
        'SELECT array_agg(read.vn_fold(one) ORDER BY place) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS t (one, place)',
        [texts],
      );
      expect(texts.map(fold)).toEqual(rows[0]?.folded);
    };
    await same(letters.flatMap((one) => [one, one.toUpperCase(), one.normalize('NFD')]));
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 50 }), same));
  });
});
