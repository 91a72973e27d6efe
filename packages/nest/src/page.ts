import type { Position } from '@sohoi/event-store';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { problems } from './problems.js';
import { fieldErrorsOf } from './invalid-input.js';
import type { Read } from './read-models.js';

/** A position as the ledger gives it out: `''` before the first event, else digits in the form of the log's engine. */
export const position = z.string().regex(/^(\d{20}(-\d{20})?)?$/, { error: 'position' });

const atLeast = position.optional().meta({ description: 'Wait until the answer reflects at least this position.' });

/** What every read takes. */
export const readQuery = z.strictObject({ atLeast });

/** What every list takes; extend it with filters: `z.strictObject({ ...pageQuery.shape, unit: id.optional() })`. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional().meta({ description: '`next` of the page before, with the same filters.' }),
  atLeast,
});

/** A page: `next` is the cursor of the following page, null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), next: z.string().nullable(), position });

/** One thing, and the position it reflects. */
export const oneOf = <T extends z.ZodType>(item: T) => z.object({ data: item, position });

/**
 * A list sorted by its keys (columns, in this order; the last one unique), cut after `limit` rows and continued
 * behind the cursor. Keys are selected as `key0`, `key1`, … and taken out of the rows again.
 */
export class Keyset {
  private readonly columns: readonly string[];
  private readonly values: z.ZodType<readonly string[]>;

  /** `keys`: each column with the schema of its values, e.g. `{ 'member.id': id }`. */
  constructor(keys: Readonly<Record<string, z.ZodType<string>>>) {
    this.columns = Object.keys(keys);
    this.values = z.tuple(Object.values(keys) as [z.ZodType<string>, ...z.ZodType<string>[]]);
  }

  apply<T extends ObjectLiteral>(
    query: SelectQueryBuilder<T>,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): SelectQueryBuilder<T> {
    this.columns.forEach((key, n) => query.addSelect(key, `key${n}`).addOrderBy(key, 'ASC'));
    if (cursor !== undefined) {
      const values = this.parse(cursor);
      const names = values.map((_value, n) => `:after${n}`);
      const parameters = Object.fromEntries(values.map((value, n) => [`after${n}`, value]));
      query.andWhere(`(${this.columns.join(', ')}) > (${names.join(', ')})`, parameters);
    }
    return query.limit(limit + 1);
  }

  page<Row extends object>({ rows, position: at }: Read<Row>, limit: number): Page<Row> {
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? (shown.at(-1) as Record<string, string> | undefined) : undefined;
    return {
      data: shown.map((row) => this.withoutKeys(row)),
      next: last ? this.format(this.columns.map((_key, n) => String(last[`key${n}`]))) : null,
      position: at,
    };
  }

  /**
   * The page of rows that are in memory, all of them and in order.
   * @param keysOf the keys of a row, as the cursor has them
   * @param compare their order
   */
  pageOfAll<Row>(
    { rows, position: at }: Read<Row>,
    keysOf: (row: Row) => readonly string[],
    compare: (one: readonly string[], other: readonly string[]) => number,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Page<Row> {
    const after = cursor === undefined ? undefined : this.parse(cursor);
    const left = after ? rows.filter((row) => compare(keysOf(row), after) > 0) : rows;
    const last = left.length > limit ? left[limit - 1] : undefined;
    return { data: left.slice(0, limit), next: last ? this.format(keysOf(last)) : null, position: at };
  }

  private withoutKeys<Row extends object>(row: Row): Row {
    const names = new Set(this.columns.map((_key, n) => `key${n}`));
    return Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name))) as Row;
  }

  private format(values: readonly string[]): string {
    return Buffer.from(JSON.stringify(values)).toString('base64url');
  }

  private parse(cursor: string): readonly string[] {
    const values = this.values.safeParse(jsonOf(cursor));
    if (values.success && this.format(values.data) === cursor && !values.data.some((v) => v.includes('\0'))) {
      return values.data;
    }
    throw problems.invalid(fieldErrorsOf([{ code: 'custom', path: ['cursor'], message: 'cursor', input: cursor }]));
  }
}

export type Page<Row> = { readonly data: readonly Row[]; readonly next: string | null; readonly position: Position };

const jsonOf = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
