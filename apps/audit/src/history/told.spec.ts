import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { changesOf, historyEvents } from './changes.js';
import { hasLabel, labelOf } from './labels.js';
import { idsIn, reasonOf, sentenceOf } from './told.js';

/** The recorded shapes of every event. */
const recorded = ['access', 'evaluation', 'membership', 'organization', 'persons', 'training'].flatMap((context) => {
  const folder = fileURLToPath(new URL(`../../../../packages/${context}/fixtures/`, import.meta.url));
  return readdirSync(folder).map((file) => {
    const [type = '', version = ''] = file.split('.');
    const data = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Record<string, unknown>;
    return { type, schemaVersion: Number(version.slice(1)), data };
  });
});

const envelope = {
  ...{ id: 'e', stream: 's-1', streamVersion: 1, position: '1', recordedAt: '2026-01-01T00:00:00.000Z' },
  metadata: { actor: 'a', role: 'auditor', correlationId: 'c', causationId: null, commandHash: 'h' },
};

const events = recorded.map((shape) => ({ ...envelope, ...shape }));

/** Steps below which one more step is a code, a number or an id. */
const OF_CODES = ['adoptedBy', 'attendances', 'categories', 'dues', 'members', 'skipped'];

describe('what happened', () => {
  it('is looked at for every event type of the contexts', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(Object.keys(historyEvents)));
  });

  it.each(events)('is a whole sentence of each language for $type of version $schemaVersion', (event) => {
    const ids = idsIn(event.data);
    const { vi, en } = sentenceOf(event, new Map(ids.map((id, n) => [id, `Nơi ${n}`])));
    for (const sentence of [vi, en]) {
      expect(sentence).toMatch(/^[\p{Lu}\d].*\.$/u);
      expect(sentence).not.toMatch(/undefined|\bnull\b|NaN|\[object|\{/);
    }
    expect(vi).not.toBe(en);
  });

  it.each(events)('is told of $type of version $schemaVersion by fields that have words', (event) => {
    for (const { field } of changesOf([event])[0]?.changes ?? []) {
      const steps = field.split('.');
      const last = steps.at(-1) ?? '';
      const first = steps[0] ?? '';
      expect([field, hasLabel(first)]).toEqual([field, true]);
      if (!OF_CODES.includes(first)) expect([field, hasLabel(last)]).toEqual([field, true]);
    }
  });

  it('names places as far as the asker may see them', () => {
    const data = { chapterId: '0197a7c0-0000-7000-8000-0000000000c1', person: {}, at: '2023-01-10' };
    const event = { ...envelope, type: 'MemberAdmitted', schemaVersion: 2, data };
    expect(sentenceOf(event, new Map([[data.chapterId, 'Chi hội 3']]))).toEqual({
      vi: 'Kết nạp hội viên vào Chi hội 3.',
      en: 'A member was admitted to Chi hội 3.',
    });
    expect(sentenceOf(event, new Map()).vi).toBe(`Kết nạp hội viên vào ${data.chapterId}.`);
  });

  it('has the reason that was given, in words or sealed, and no code in its place', () => {
    const reasonIn = (type: string, data: object): unknown => reasonOf({ ...envelope, type, schemaVersion: 1, data });
    expect(reasonIn('UnitDissolved', { reason: 'Sáp nhập' })).toBe('Sáp nhập');
    expect(reasonIn('PostHolderRelieved', { reason: { sealed: '1.x' } })).toEqual({ sealed: '1.x' });
    expect(reasonIn('FigureReported', { note: 'Ước tính' })).toBe('Ước tính');
    expect(reasonIn('MembershipEnded', { reason: 'deceased' })).toBeNull();
    expect(reasonIn('UnitRenamed', { name: 'Xã Ví Dụ' })).toBeNull();
  });

  it('names a field by its steps, places among them, without other ids', () => {
    const id = '0197a7c0-0000-7000-8000-0000000000c1';
    expect(labelOf(`posts.${id}.fullName`, new Map())).toEqual({ vi: 'chức vụ · họ và tên', en: 'posts · full name' });
    expect(labelOf(`members.${id}`, new Map([[id, 'Xã Ví Dụ']])).vi).toBe('thành viên từ ngày · Xã Ví Dụ');
    expect(labelOf('dues.2023-H1', new Map()).en).toBe('dues · 2023-H1');
  });
});
