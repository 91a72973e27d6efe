import { describe, expect, it } from '@jest/globals';
import { id } from '@sohoi/fields';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Keyset, pageQuery } from './page.js';
import { Problem } from './problem.js';
import { UnitEntity } from './unit.entity.js';

const dataSource = new DataSource({ type: 'postgres', entities: [UnitEntity] });
await (dataSource as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas();
const query = () => dataSource.createQueryBuilder(UnitEntity, 'unit').select('unit.id', 'id');

const byName = new Keyset({ 'unit.name': z.string(), 'unit.id': id });
const rows = ['a', 'b', 'c'].map((n, i) => ({
  id: n,
  key0: n,
  key1: `0197a7c0-0000-7000-8000-00000000000${i}`,
}));

describe('a keyset', () => {
  it('cuts a page, hides its keys and continues behind its last row', () => {
    const page = byName.page({ rows, position: '7' }, 2);
    expect(page).toEqual({ data: [{ id: 'a' }, { id: 'b' }], next: page.next, position: '7' });
    expect(page.next).toMatch(/^[\w-]+$/);

    const [sql, parameters] = byName.apply(query(), { limit: 2, cursor: page.next ?? '' }).getQueryAndParameters();
    expect(sql).toContain('("unit"."name", "unit"."id") > ($1, $2)');
    expect(parameters).toEqual(['b', '0197a7c0-0000-7000-8000-000000000001']);
  });

  it('says so when there is no further page', () => {
    expect(byName.page({ rows, position: '7' }, 3).next).toBeNull();
  });

  it.each([
    ['rubbish', 'rubbish'],
    ['nothing', ''],
    ['too few keys', Buffer.from('["a"]').toString('base64url')],
    ['a key of another type', Buffer.from('["a","not-an-id"]').toString('base64url')],
    ['NUL', Buffer.from(`["\\u0000","${rows[0]?.key1}"]`).toString('base64url')],
    ['other spelling of a cursor', Buffer.from(`["a", "${rows[0]?.key1}"]`).toString('base64url')],
  ])('refuses a made-up cursor: %s', (_what, cursor) => {
    expect(() => byName.apply(query(), { limit: 2, cursor })).toThrow(Problem);
  });
});

describe('pageQuery', () => {
  it.each(['0', '-1', '201', '1e9', 'ten', '1.5', ''])('refuses a limit of %p', (limit) => {
    expect(pageQuery.safeParse({ limit }).success).toBe(false);
  });
  it('has fifty rows unless asked otherwise', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 50 });
  });
});
