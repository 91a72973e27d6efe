import { describe, expect, it } from '@jest/globals';
import { decode, fold, record, reject, UnreadableEvent } from './index.js';
import type { Decider } from './index.js';
import { play, recordedBy, rowSpecOf, specOf } from './testing.js';

type Opened = { readonly type: 'Opened'; readonly data: { readonly by: string } };
type Refused = { readonly code: 'AlreadyOpen'; readonly by: string };

const door: Decider<string | null, string, Opened, Refused> = {
  initial: null,
  decide: (by, open) => {
    if (open === by) return record();
    return open ? reject({ code: 'AlreadyOpen', by: open }) : record({ type: 'Opened', data: { by } });
  },
  evolve: (_state, event) => event.data.by,
};
const opened = (by: string): Opened => ({ type: 'Opened', data: { by } });

describe('a decider', () => {
  const { given } = specOf(door);

  it('folds a prefix of the history to the state of that moment', () => {
    expect(fold(door, [])).toBeNull();
    expect(fold(door, [opened('a'), opened('b')])).toBe('b');
  });

  it('is specified by given, when and then', () => {
    given().when('a').then(opened('a'));
    given(opened('a')).when('a').then();
    given(opened('a')).when('b').thenRejected({ code: 'AlreadyOpen' });
  });

  it('fails a specification that another outcome contradicts', () => {
    expect(() => given().when('a').then()).toThrow('recorded other events');
    expect(() => given().when('a').then(opened('b'))).toThrow('recorded other events');
    expect(() => given(opened('a')).when('b').then(opened('b'))).toThrow('recorded other events');
    expect(() => given().when('a').thenRejected({ code: 'AlreadyOpen' })).toThrow('rejected otherwise');
    expect(() => given(opened('a')).when('b').thenRejected({ by: 'c' })).toThrow('rejected otherwise');
  });

  it('plays commands in order, and a rejected one changes nothing', () => {
    const steps = play(door, ['a', 'b', 'a']);
    expect(recordedBy(steps)).toEqual([opened('a')]);
    expect(steps.map(({ before, after }) => [before, after])).toEqual([
      [null, 'a'],
      ['a', 'a'],
      ['a', 'a'],
    ]);
    expect(steps[1]?.decision).toEqual({ ok: false, rejection: { code: 'AlreadyOpen', by: 'a' } });
  });

  it('compares rows the same way', () => {
    const { givenRow } = rowSpecOf((row: number | undefined, event: Opened) => (row ?? 0) + event.data.by.length);
    givenRow(1).when(opened('ab')).thenRow(3);
    expect(() => givenRow(undefined).when(opened('a')).thenRow(undefined)).toThrow('another row');
  });
});

describe('decode', () => {
  const schema = { '~standard': { types: undefined as unknown as { output: { name: string } } } };
  const catalog = {
    Named: { schemaVersion: 2, schema, upcasters: { 1: (old: unknown) => ({ name: String(old) }) } },
  };

  it('lifts data of an earlier version and leaves those of today alone', () => {
    expect(decode(catalog, { type: 'Named', schemaVersion: 1, data: 'a' })).toEqual({
      type: 'Named',
      data: { name: 'a' },
    });
    expect(decode(catalog, { type: 'Named', schemaVersion: 2, data: { name: 'b' } }).data.name).toBe('b');
  });

  it.each([
    ['an unknown type', { type: 'Other', schemaVersion: 1 }],
    ['a name every object has', { type: 'toString', schemaVersion: 1 }],
    ['a version of the future', { type: 'Named', schemaVersion: 3 }],
    ['a version before the first', { type: 'Named', schemaVersion: 0 }],
  ])('refuses %s', (_what, stored) => {
    expect(() => decode(catalog, { ...stored, data: {} })).toThrow(UnreadableEvent);
  });
});
