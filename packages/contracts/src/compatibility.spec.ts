import { describe, expect, it } from '@jest/globals';
import { incompatibilities } from './compatibility.js';

const schema = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text = { type: 'string' };
const kind = { type: 'string', enum: ['a', 'b'] };
const first = schema({ id: text, kind, count: { type: 'integer', maximum: 5 }, list: { type: 'array', items: text } }, [
  'id',
]);
const { id, count, list } = first.properties as unknown as Record<string, object>;

describe('two versions inside a major', () => {
  it.each([
    ['an optional field more', schema({ id, kind, count, list, more: text }, ['id'])],
    ['an optional field fewer', schema({ id, kind, list }, ['id'])],
    ['other words', { ...first, title: 'x', description: 'y' }],
  ])('may differ in %s', (_, second) => {
    expect(incompatibilities(first, second)).toEqual([]);
    expect(incompatibilities(second, first)).toEqual([]);
  });

  it.each([
    ['a required field gone', schema({ kind, count, list }, []), 'data.id is required in one of them only'],
    ['a field made required', schema({ id, kind, count, list }, ['id', 'kind']), 'data.kind is required'],
    ['a type narrowed', schema({ id: { ...text, maxLength: 3 }, kind, count, list }, ['id']), 'data.id: maxLength'],
    [
      'a type widened',
      schema({ id: { type: ['string', 'null'] }, kind, count, list }, ['id']),
      'data.id: type differs',
    ],
    [
      'a limit moved',
      schema({ id, kind, count: { type: 'integer', maximum: 6 }, list }, ['id']),
      'data.count: maximum',
    ],
    [
      'an enum with a value more',
      schema({ id, kind: { ...kind, enum: ['a', 'b', 'c'] }, count, list }, ['id']),
      'values',
    ],
    ['an enum with a value fewer', schema({ id, kind: { ...kind, enum: ['a'] }, count, list }, ['id']), 'values'],
    [
      'an element changed',
      schema({ id, kind, count, list: { type: 'array', items: count } }, ['id']),
      'data.list: items',
    ],
    ['an object opened', { ...first, additionalProperties: true }, 'additionalProperties'],
  ])('may not differ in %s', (_, second, says) => {
    expect(incompatibilities(first, second).join('; ')).toContain(says);
    expect(incompatibilities(second, first)).not.toEqual([]);
  });
});
