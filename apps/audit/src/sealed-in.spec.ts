import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { changeMarked, markedFieldsOf } from '@sohoi/sealing';
import { sealedIn } from './sealed-in.js';
import { auditStreams } from './streams.js';

/** The recorded shapes of all events with marked fields. */
const marked = ['membership', 'organization', 'persons', 'training'].flatMap((context) => {
  const folder = fileURLToPath(new URL(`../../../packages/${context}/fixtures/`, import.meta.url));
  return readdirSync(folder).flatMap((file) => {
    const [type = '', version = ''] = file.split('.');
    const stream = auditStreams.find(({ catalog }) => Object.hasOwn(catalog, type));
    const fields = stream ? markedFieldsOf(stream.catalog, type) : [];
    if (!stream || fields.length === 0) return [];
    return [[type, version, JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as unknown, fields] as const];
  });
});

const x = { sealed: '1.x' };

const told = (type: string, ...events: readonly unknown[]) => events.map((data) => ({ type, data }));

describe('sealedIn', () => {
  it('names each person once, with the fields and the place that the last event names', () => {
    expect(
      sealedIn(
        told(
          'MemberTransferred',
          { memberId: 'm', chapterId: 'c1', unitId: 'u', person: { fullName: x, birthYear: 1990 }, at: '2023-01-01' },
          { memberId: 'm', from: { chapterId: 'c1' }, to: { chapterId: 'c2' }, standing: { categories: ['m1.abc'] } },
          { holdingId: 'h', body: { kind: 'unit', id: 'b' }, unitId: 'u', personId: 'p', reason: x },
        ),
      ),
    ).toEqual([
      { personId: 'm', placeId: 'c2', fields: ['person.fullName', 'standing.categories'] },
      { personId: 'p', placeId: 'b', fields: ['reason'] },
    ]);
  });

  it('takes the person beside the field, not one further out', () => {
    const trainees = [
      { personId: 'p1', unitId: 'u1', fullName: x },
      { personId: 'p2', unitId: 'u2', chapterId: 'c2', fullName: x },
    ];
    expect(sealedIn(told('ClassClosed', { unitId: 'u', trainees }))).toEqual([
      { personId: 'p1', placeId: 'u1', fields: ['trainees.fullName'] },
      { personId: 'p2', placeId: 'c2', fields: ['trainees.fullName'] },
    ]);
  });

  it.each([
    ['person', { unitId: 'u', fullName: x }],
    ['place', { personId: 'p', fullName: x }],
    ['person, though a code', { unitId: 'u', standing: { categories: ['m1.abc'] } }],
  ])('refuses what names no %s, rather than leave it unrecorded', (_what, data) => {
    expect(() => sealedIn(told('MemberTransferred', data))).toThrow(/^nobody can be recorded/);
  });

  it.each(marked)('finds in %s %s just the persons of the marked fields', (type, _version, data, fields) => {
    const persons = new Set<string | undefined>();
    const sealed = changeMarked(data, fields, ({ kind, personId }) => {
      persons.add(personId);
      return kind === 'masked' ? 'm1.abc' : x;
    });
    expect(new Set(sealedIn(told(type, sealed)).map(({ personId }) => personId))).toEqual(persons);
  });

  it('is held against events of every context', () => {
    expect(marked.length).toBeGreaterThan(20);
  });

  it('finds nobody where nothing is sealed', () => {
    expect(sealedIn(told('X', { unitId: 'u', name: 'Xã Ví Dụ' }, { personId: 'p', fullName: 'v1' }, null))).toEqual([]);
  });

  it('takes no text that people wrote for a code, whatever it looks like', () => {
    expect(sealedIn(told('ClassOpened', { classId: 'c', unitId: 'u', name: 'm1.a' }))).toEqual([]);
    const transferred = { memberId: 'm', to: { chapterId: 'c' }, reason: 'm1.a', standing: { categories: ['m1.b'] } };
    expect(sealedIn(told('MemberTransferred', transferred))).toEqual([
      { personId: 'm', placeId: 'c', fields: ['standing.categories'] },
    ]);
  });
});
