import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { heldCatalogs } from './held-events.js';
import { happenings, leftOut, particulars } from './words.js';

/** The keys of a schema, however deep. */
const keysOf = (schema: unknown): readonly string[] => {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
  }
  if (schema instanceof z.ZodArray) return keysOf(schema.element);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysOf(option));
  const wrapped = [z.ZodOptional, z.ZodNullable, z.ZodDefault].some((wrapper) => schema instanceof wrapper);
  return wrapped ? keysOf((schema as z.ZodOptional<z.ZodType>).unwrap()) : [];
};

const naming = Object.values(heldCatalogs).flatMap((catalog) =>
  Object.entries(catalog).flatMap(([type, { schema }]) => {
    const keys = keysOf(schema);
    const names = ['memberId', 'personId', 'traineeId', 'traineeIds'].some((key) => keys.includes(key));
    return names ? [{ type, keys }] : [];
  }),
);

describe('the words of an extract', () => {
  it('say what every event is that can name a person', () => {
    expect(naming.length).toBeGreaterThan(30);
    expect(naming.map(({ type }) => type).filter((type) => !(type in happenings))).toEqual([]);
  });

  it('say what every datum of such an event is', () => {
    const keys = new Set(naming.flatMap((event) => event.keys));
    expect([...keys].filter((key) => !(key in particulars) && !leftOut.has(key))).toEqual([]);
  });

  it.each(Object.entries({ ...happenings, ...particulars }))('have %s in both languages', (_key, { vi, en }) => {
    expect(vi).toMatch(/\p{L}/u);
    expect(en).toMatch(/\p{L}/u);
  });
});
