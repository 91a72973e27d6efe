import { describe, expect, it } from '@jest/globals';
import { personalFieldsOf } from '@sohoi/fields';
import { z } from 'zod';
import { publicEvents, storedEvents } from './public-events.js';
import { notPublic } from './not-public.js';
import { typeOf } from './public-event.js';

const everyPath = (schema: unknown, path: readonly string[] = []): readonly string[] => {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) => everyPath(inner, [...path, key]));
  }
  if (schema instanceof z.ZodArray) return everyPath(schema.element, [...path, '*']);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return everyPath(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => everyPath(option, path));
  return [path.join('.')];
};

const stored = Object.keys(storedEvents);
const shown = [...publicEvents];

describe('every stored event', () => {
  it.each(stored)('%s is either public or listed as not public, with a reason', (type) => {
    expect([publicEvents.has(type), notPublic.has(type)].filter(Boolean)).toHaveLength(1);
  });

  it('is one that is stored: the tables name no other', () => {
    const named = [...publicEvents.keys(), ...notPublic.keys()];
    expect(named.filter((type) => !stored.includes(type))).toEqual([]);
  });
});

describe('every public event', () => {
  it('has a type of its own', () => {
    const types = shown.map(([, event]) => typeOf(event));
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(shown)('%s has no field that the stored event marks as personal, sensitive or masked', (type, event) => {
    const marked = personalFieldsOf(storedEvents[type as keyof typeof storedEvents].schema).map(({ path }) =>
      path.join('.'),
    );
    expect(personalFieldsOf(event.schema)).toEqual([]);
    expect(everyPath(event.schema).filter((path) => marked.includes(path))).toEqual([]);
  });

  it.each(shown)('%s has no words that somebody wrote about something, and does not say who acted', (_, event) => {
    const words = ['reason', 'note', 'by', 'evidence', 'fullName', 'place'];
    // Not an account: by what a criterion is fed.
    const paths = everyPath(event.schema).filter((path) => path !== 'criteria.*.feed.by');
    expect(paths.filter((path) => path.split('.').some((key) => words.includes(key)))).toEqual([]);
  });

  it.each(shown)('%s has nothing but what the stored event has', (type, event) => {
    const paths = everyPath(storedEvents[type as keyof typeof storedEvents].schema);
    expect(everyPath(event.schema).filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('is tested against stored events that do have such marks', () => {
    const marked = shown.flatMap(([type]) =>
      personalFieldsOf(storedEvents[type as keyof typeof storedEvents].schema).map(({ kind }) => kind),
    );
    expect(new Set(marked)).toEqual(new Set(['personal', 'sensitive', 'masked']));
  });
});
