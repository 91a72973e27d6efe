import { describe, expect, it } from '@jest/globals';
import { id, personal, plainDate, text } from '@sohoi/fields';
import { personsEvents } from '@sohoi/persons/events';
import { z } from 'zod';
import { ledgerStreams } from '../src/streams.js';
import { clearOfPersons } from './clear-of-persons.js';
import { clearOfPersonsIn, unmarkedTextsOf } from './classification.js';
import { notPersonal } from './not-personal.js';

/** Every event type of every context, with its schema. */
const schemas = new Map<string, unknown>(
  [...ledgerStreams.map(({ catalog }) => catalog), personsEvents].flatMap((catalog) =>
    Object.entries(catalog).map(([type, { schema }]) => [type, schema] as const),
  ),
);
const unmarked = [...schemas].flatMap(([type, schema]) => unmarkedTextsOf(schema).map((path) => `${type}.${path}`));
const listed = Object.values(notPersonal).flat();

describe('the texts of all events', () => {
  it('are marked as personal, or stand in the table of those that are not, with the reason', () => {
    expect(unmarked.filter((text) => !listed.includes(text))).toEqual([]);
  });

  it('stand in the table once, and only while they exist', () => {
    expect(listed.filter((text) => !unmarked.includes(text))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('are those of all contexts', () => {
    expect(schemas.size).toBeGreaterThan(60);
    for (const type of ['MemberAdmitted', 'PostHolderElected', 'TraineesEnrolled', 'RightGranted', 'PersonErased']) {
      expect([...schemas.keys()]).toContain(type);
    }
  });
});

describe('what is no text, in events that name a person', () => {
  const found = [...schemas].flatMap(([type, schema]) => clearOfPersonsIn(schema).map((path) => `${type}.${path}`));
  const decided = Object.values(clearOfPersons).flat();

  it('is marked as personal, or stands in the table of what may be read under an opaque id, with the reason', () => {
    expect(found.filter((field) => !decided.includes(field))).toEqual([]);
  });

  it('stands in the table once, and only while it exists', () => {
    expect(decided.filter((field) => !found.includes(field))).toEqual([]);
    expect(new Set(decided).size).toBe(decided.length);
  });

  it('is found, however deep, where a person is named, and nowhere else', () => {
    const health = {
      disabled: z.boolean(),
      bloodGroup: z.enum(['A', 'B']),
      born: plainDate,
      children: z.int().optional(),
    };
    const list = z.array(z.strictObject({ personId: id, nested: z.strictObject(health), fullName: text(9) }));
    const paths = ['disabled', 'bloodGroup', 'born', 'children'].map((field) => `list.*.nested.${field}`);
    expect(clearOfPersonsIn(z.strictObject({ unitId: id, list }))).toEqual(paths);
    expect(clearOfPersonsIn(z.strictObject({ unitId: id, ...health }))).toEqual([]);
  });
});

describe('the search for unmarked texts', () => {
  const planted = z.strictObject({
    personId: id,
    at: plainDate,
    fullName: personal(text(200), 'personId'),
    nickname: text(50),
    list: z.array(z.strictObject({ motto: z.string().nullable().optional() })),
    anything: z.unknown(),
    either: z.union([z.strictObject({ by: z.literal('word'), word: z.url() }), z.strictObject({ n: z.number() })]),
  });

  it('finds each that is planted, however deep, and whatever it does not know', () => {
    expect(unmarkedTextsOf(planted)).toEqual(['nickname', 'list.*.motto', 'anything', 'either.word']);
  });
});
