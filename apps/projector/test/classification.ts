import { code, personalFieldsOf } from '@sohoi/fields';
import { halfYear } from '@sohoi/membership';
import { z } from 'zod';

/** Words that machines compare, though a regular expression is all that says so. */
const words: ReadonlySet<unknown> = new Set([code, halfYear]);

/** Every field of a schema that could hold a person's data and is not marked; paths as `trainees.*.fullName`. */
export const unmarkedTextsOf = (schema: unknown): readonly string[] => {
  const marked = new Set(personalFieldsOf(schema).map(({ path }) => path.join('.')));
  return [...new Set(textsOf(schema, [], marked))];
};

const textsOf = (schema: unknown, path: readonly string[], marked: ReadonlySet<string>): readonly string[] => {
  if (marked.has(path.join('.'))) return [];
  const inner = (one: unknown, step?: string) => textsOf(one, step === undefined ? path : [...path, step], marked);
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape).flatMap(([key, one]) => inner(one, key));
  if (schema instanceof z.ZodArray) return inner(schema.element, '*');
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return inner(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => inner(option));
  return isStructured(schema) ? [] : [path.join('.')];
};

/** Numbers, days, ids and words of a list; whatever else there is, now or one day, counts as text. */
const isStructured = (schema: unknown): boolean =>
  words.has(schema) ||
  [z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral, z.ZodGUID, z.ZodUUID, z.ZodISODate, z.ZodISODateTime].some(
    (structured) => schema instanceof structured,
  );
