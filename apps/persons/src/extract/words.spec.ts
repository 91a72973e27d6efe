import { describe, expect, it } from '@jest/globals';
import { code } from '@sohoi/fields';
import { legalGrounds } from '@sohoi/persons/events';
import { z } from 'zod';
import { wordsOfCode } from './codes.js';
import { heldCatalogs } from './held-events.js';
import { openLists, peoples } from './open-lists.js';
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

/** The codes of closed lists in a schema, however deep, with the keys under which they stand. */
const codesOf = (schema: unknown, key = ''): readonly { key: string; code: string }[] => {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([inner, of]) => codesOf(of, inner));
  }
  if (schema instanceof z.ZodEnum) return schema.options.map((code) => ({ key, code: String(code) }));
  if (schema instanceof z.ZodArray) return codesOf(schema.element, key);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => codesOf(option, key));
  const wrapped = [z.ZodOptional, z.ZodNullable, z.ZodDefault].some((wrapper) => schema instanceof wrapper);
  return wrapped ? codesOf((schema as z.ZodOptional<z.ZodType>).unwrap(), key) : [];
};

const naming = Object.values(heldCatalogs).flatMap((catalog) =>
  Object.entries(catalog).flatMap(([type, { schema }]) => {
    const keys = keysOf(schema);
    const names = ['memberId', 'personId', 'traineeId', 'traineeIds'].some((key) => keys.includes(key));
    return names ? [{ type, keys, codes: codesOf(schema) }] : [];
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

  it('say every code of a closed list in such an event', () => {
    const codes = naming.flatMap(({ type, codes: of }) => of.map(({ key, code }) => ({ type, key, code })));
    expect(codes.length).toBeGreaterThan(50);
    const wordless = codes.filter(({ type, key, code }) => !wordsOfCode(type, key, code));
    expect(wordless.filter(({ code }) => !Object.hasOwn(legalGrounds, code))).toEqual([]);
    for (const { type, key, code } of codes) {
      const { vi, en } = wordsOfCode(type, key, code) ?? legalGrounds[code as keyof typeof legalGrounds];
      expect([vi, en]).toEqual([expect.stringMatching(/\p{L}/u), expect.stringMatching(/\p{L}/u)]);
    }
  });

  it('name the peoples, religions and categories that are known, and nothing for what somebody adds', () => {
    expect(
      Object.values(openLists)
        .flatMap((list) => Object.keys(list))
        .filter((one) => !code.safeParse(one).success),
    ).toEqual([]);
    expect(new Set(Object.values(peoples).map(({ vi }) => vi)).size).toBe(54);
    expect(wordsOfCode('MemberAdmitted', 'ethnicity', 'e-de')).toEqual({ vi: 'Ê-đê', en: 'Ê-đê' });
    expect(wordsOfCode('PersonCorrected', 'religion', 'none')).toEqual({ vi: 'không', en: 'none' });
    expect(wordsOfCode('CategoryAdded', 'category', 'religion')).toMatchObject({ vi: 'có tôn giáo' });
    expect(wordsOfCode('MemberTransferred', 'categories', 'elderly')).toMatchObject({ vi: 'cao tuổi' });
    expect(wordsOfCode('CategoryAdded', 'category', 'weavers')).toBeUndefined();
  });

  it('take no text of a person for a code', () => {
    expect(wordsOfCode('MembershipEnded', 'reason', 'left')).toMatchObject({ vi: 'xin ra khỏi Hội' });
    expect(wordsOfCode('MembershipEnded', 'note', 'left')).toBeUndefined();
    expect(wordsOfCode('MemberTransferred', 'reason', 'left')).toBeUndefined();
    expect(wordsOfCode('RequestReceived', 'kind', 'constructor')).toBeUndefined();
  });

  it.each(Object.entries({ ...happenings, ...particulars }))('have %s in both languages', (_key, { vi, en }) => {
    expect(vi).toMatch(/\p{L}/u);
    expect(en).toMatch(/\p{L}/u);
  });
});
