import { z } from 'zod';

/** Of a value, what the schema names at every depth, in the schema's order; the rest is left behind. */
export const shown = (schema: unknown, value: unknown): unknown => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return value === null || value === undefined ? value : shown(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((one) => shown(schema.element, one));
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  const fields = value as { readonly [key: string]: unknown };
  return Object.fromEntries(
    Object.entries(schema.shape)
      .filter(([key]) => fields[key] !== undefined)
      .map(([key, inner]) => [key, shown(inner, fields[key])]),
  );
};
