import { code, personalFieldsOf } from '@sohoi/fields';
import { halfYear } from '@sohoi/membership';
import { z } from 'zod';

/** Words that machines compare, though a regular expression is all that says so. */
const words: ReadonlySet<unknown> = new Set([code, halfYear]);

/** Every field of a schema that could hold a person's data and is not marked; paths as `trainees.*.fullName`. */
export const unmarkedTextsOf = (schema: unknown): readonly string[] =>
  unmarkedOf(schema, (leaf) => !isStructured(leaf) && !isId(leaf));

/** Every number, date, flag and word of a list that is not marked, of a schema that names a person by her id. */
export const clearOfPersonsIn = (schema: unknown): readonly string[] =>
  unmarkedOf(schema, isId).some((path) => PERSON.test(path)) ? unmarkedOf(schema, isStructured) : [];

const PERSON = /(^|\.)(memberId|personId)$/;

type Asked = (leaf: unknown) => boolean;

const unmarkedOf = (schema: unknown, asked: Asked): readonly string[] => {
  const marked = new Set(personalFieldsOf(schema).map(({ path }) => path.join('.')));
  return [...new Set(leavesOf(schema, [], marked, asked))];
};

const leavesOf = (
  schema: unknown,
  path: readonly string[],
  marked: ReadonlySet<string>,
  asked: Asked,
): readonly string[] => {
  if (marked.has(path.join('.'))) return [];
  const inner = (one: unknown, step?: string) =>
    leavesOf(one, step === undefined ? path : [...path, step], marked, asked);
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape).flatMap(([key, one]) => inner(one, key));
  if (schema instanceof z.ZodArray) return inner(schema.element, '*');
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return inner(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => inner(option));
  return asked(schema) ? [path.join('.')] : [];
};

const isId = (schema: unknown): boolean => schema instanceof z.ZodGUID || schema instanceof z.ZodUUID;

/** Numbers, days and words of a list; whatever else there is but ids, now or one day, counts as text. */
const isStructured = (schema: unknown): boolean =>
  words.has(schema) ||
  [z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral, z.ZodISODate, z.ZodISODateTime].some(
    (structured) => schema instanceof structured,
  );
