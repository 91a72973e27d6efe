import fc from 'fast-check';
import { resolve } from './document.js';
import type { ApiDocument, Schema } from './document.js';

/** What to take ids from, so that requests meet things that are there. */
export type Pool = {
  readonly ids: readonly string[];
  /** Those that a field or a path of this name is likely to mean; all where the name says nothing. */
  readonly likely: (name: string) => readonly string[];
  /** Texts that are there, by the name of the field or parameter that means them. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
};

/** Positions already reached: who asks for a later one is kept waiting, as it should be. */
const POSITIONS = ['', '00000000000000000001'];
const POSITIONED = ['atLeast', 'after'];

const DAYS = ['2022-12-01', '2023-01-10', '2023-06-20', '2023-06-30', '2024-02-29'];
const UNKNOWN_ID = '0197a7c0-0000-7000-8000-00000000dead';
const WORDS = ['Nguyễn Thị Ví Dụ', 'a', 'Hội \'Ví Dụ\' "1 + 1"', '2023-H1', 'movements', '<b>&amp;</b>', '👩🏽‍🌾', '%_\\'];

/** Longer lists and texts say nothing more; their limits are tried by the mutations. */
const SOME = 3;

/** Values that the schema allows; `name` is that of the field or parameter. */
export const valuesOf = (given: Schema, document: ApiDocument, pool: Pool, name = ''): fc.Arbitrary<unknown> => {
  if (POSITIONED.includes(name)) return fc.constantFrom(...POSITIONS);
  const schema = resolve(given, document);
  const inner = (part: Schema, field = name) => valuesOf(part, document, pool, field);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((part) => inner(part)));
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map((part) => inner(part))).map((parts) => Object.assign({}, ...parts) as object);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
  const known = types.includes('string') ? pool.texts[name] : undefined;
  const values = fc.oneof(...types.map((type) => valuesOfType(type, schema, idsFor(name, pool), inner)));
  return known ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, values) : values;
};

const valuesOfType = (
  type: string,
  schema: Schema,
  ids: fc.Arbitrary<string>,
  inner: (part: Schema, field?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> => {
  switch (type) {
    case 'string':
      return textsOf(schema, ids);
    case 'integer':
    case 'number':
      return numbersOf(schema, type === 'integer');
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const { items = {}, minItems: minLength = 0, maxItems = SOME } = schema;
      return fc.array(inner(items), { minLength, maxLength: Math.max(minLength, Math.min(maxItems, SOME)) });
    }
    default: {
      const { properties = {}, required = [] } = schema;
      const values = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part, name)]));
      return fc.record(values, { requiredKeys: required.filter((name) => name in values) });
    }
  }
};

/** Things that are created may have an id of their own. */
const idsFor = (name: string, { ids, likely }: Pool): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: name === 'id' ? fc.uuid() : fc.constantFrom(...likely(name)) },
    { weight: 1, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.constant(UNKNOWN_ID) },
  );

const textsOf = (
  { format, pattern, minLength = 0, maxLength = 100 }: Schema,
  ids: fc.Arbitrary<string>,
): fc.Arbitrary<string> => {
  if (format === 'uuid') return ids;
  if (format === 'date') return fc.constantFrom(...DAYS);
  if (format === 'date-time') return fc.constant('2023-06-20T08:00:00Z');
  if (format === 'uri') return fc.constant('https://vi-du.vn/van-ban');
  if (pattern) return matching(pattern).filter((text) => text.length <= maxLength);
  const words = WORDS.filter((word) => word.length >= minLength && word.length <= maxLength);
  const some = fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 30)) });
  return words.length > 0 ? fc.oneof(fc.constantFrom(...words), some) : some;
};

const byPattern = new Map<string, fc.Arbitrary<string>>();

/** Such arbitraries are dear to make. */
const matching = (pattern: string): fc.Arbitrary<string> => {
  const known = byPattern.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'));
  byPattern.set(pattern, known);
  return known;
};

const numbersOf = ({ minimum = 0, maximum = 1e6, multipleOf }: Schema, whole: boolean): fc.Arbitrary<number> => {
  const few = fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.min(maximum, minimum + 100)) });
  const all = whole
    ? fc.integer({ min: Math.max(minimum, -2e9), max: Math.min(maximum, 2e9) })
    : fc.double({ min: minimum, max: maximum, noNaN: true }).map((n) => (multipleOf ? Math.round(n * 100) / 100 : n));
  return fc.oneof(few, all);
};
