import { z } from 'zod';

/** What stands in the place of a personal value once it is sealed: text that only the person's own key opens. */
export const sealed = z.strictObject({ sealed: z.string().regex(/^[\w.-]{1,8000}$/) });
export type Sealed = z.infer<typeof sealed>;

/** A personal value as a reader meets it: in the clear for who decides on it or may open it, sealed for all others. */
export type Personal<T> = T | Sealed;

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'sealed' in value && typeof value.sealed === 'string';

/** The value if it is open; undefined while it is sealed, and for ever once the person's key is destroyed. */
export const opened = <T>(value: Personal<T> | undefined): T | undefined => (isSealed(value) ? undefined : value);

/**
 * How a field of an event is kept. `personal`: sealed with the key of the person. `sensitive`: the same, and whoever
 * reads it needs a right of its own and is recorded (Decree 356/2025: ethnic origin, belief, health, …). `masked`: a
 * code that must be counted without being read, kept under one keyed code for the whole ledger, and not read any more
 * once the person is erased.
 */
export type PersonalMark = { readonly kind: 'personal' | 'sensitive' | 'masked'; readonly of: string };

const marks = z.registry<PersonalMark>();

const marked = <T extends z.ZodType, S extends z.ZodType>(open: T, closed: S, mark: PersonalMark) => {
  const either = z.union([open, closed]);
  marks.add(either, mark);
  return either;
};

/** @param of key that holds the person's id, in the innermost object around the field that has such a key */
export const personal = <T extends z.ZodType>(schema: T, of: string) =>
  marked(schema, sealed, { kind: 'personal', of });

export const sensitive = <T extends z.ZodType>(schema: T, of: string) =>
  marked(schema, sealed, { kind: 'sensitive', of });

/** What a code is kept as: another code, the same for the same, so that members of a group can be counted. */
export const maskedCode = z.string().regex(/^m1\.[\w-]{1,200}$/);

export const masked = <T extends z.ZodType<string>>(code: T, of: string) =>
  marked(code, maskedCode, { kind: 'masked', of });

/** A marked field; `path` leads to it from the event's data, `*` standing for each element of a list. */
export type PersonalField = PersonalMark & { readonly path: readonly string[] };

/** Every marked field of a schema, in the order of the schema. */
export const personalFieldsOf = (schema: unknown): readonly PersonalField[] => walk(schema, []);

const walk = (schema: unknown, path: readonly string[]): readonly PersonalField[] => {
  if (!(schema instanceof z.ZodType)) return [];
  const mark = marks.get(schema);
  if (mark) return [{ ...mark, path }];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) => walk(inner, [...path, key]));
  }
  if (schema instanceof z.ZodArray) return walk(schema.element, [...path, '*']);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return walk(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => walk(option, path));
  return [];
};
