import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chapterDocuments, restoreChapterDocument } from './chapter-documents.js';
import { chapterResult } from './chapter-result.js';
import type { Shard } from './chapter-shard.js';
import { createChapterStrength } from './chapter-state.js';
import { evolveChapterStrength } from './chapter-strength.js';
import type { PlacedEvent, StandingsEvent } from './events.js';
import { handOver } from './pending.js';
import { CENTRAL, historyOf, idOf, PERIODS } from './testing.js';

const SHAPE = { provinces: 5, communesEach: 2, chaptersEach: 2 };
const UNITS = SHAPE.provinces * SHAPE.communesEach;
const at = '2023-02-01';
const province = (n: number): string => idOf(2, n);
const commune = (n: number): string => idOf(3, n);
const chapter = (n: number): string => idOf(4, n);

const card = (n: number) => ({
  ...{ scorecardId: idOf(0, 1), periodId: PERIODS[0].periodId, body: { kind: 'chapter' as const, id: chapter(n) } },
  ...{ unitId: commune(0), revision: 1 as const, scores: [{ criterionId: 'proposes-tasks', points: 3, bonus: 0 }] },
});

/** What changes the map, or names a chapter: numbers from 20 on are of chapters that the founding does not know. */
const upheaval = (a: number, b: number, c: number): fc.Arbitrary<StandingsEvent> =>
  fc.constantFrom<StandingsEvent>(
    { type: 'UnitMoved', data: { unitId: commune(a), from: province(c), to: province(b), at } },
    { type: 'UnitMoved', data: { unitId: province(b), from: CENTRAL, to: province(c), at } },
    { type: 'UnitDissolved', data: { unitId: commune(a), parentId: province(b), reason: 'Nhập xã', at } },
    { type: 'UnitSucceeded', data: { unitId: commune(a), successorIds: [commune(UNITS + c)], at } },
    {
      type: 'UnitEstablished',
      data: {
        ...{ unitId: commune(UNITS + c), parentId: province(b), level: 'commune', kind: 'commune' },
        ...{ name: `Xã mới ${c}`, code: null, at },
      },
    },
    {
      type: 'ChapterEstablished',
      data: { chapterId: chapter(20 + c), unitId: commune(a), name: 'Chi hội mới', basis: 'residence', at },
    },
    { type: 'ChapterWomenCounted', data: { chapterId: chapter(20 + c), unitId: commune(a), count: 9, at } },
    { type: 'ScoresPublished', data: { ...card(20 + c), by: 'nguoi-cham', at } },
    { type: 'ScoresPublished', data: { ...card(a), by: 'nguoi-cham', at } },
    { type: 'ChapterClosed', data: { chapterId: chapter(a), unitId: commune(b), reason: 'Nhập chi hội', at } },
  );

const upheavals = fc.array(
  fc
    .tuple(fc.nat(UNITS - 1), fc.nat(SHAPE.provinces - 1), fc.nat(3))
    .chain(([a, b, c]) => fc.tuple(upheaval(a, b, c), fc.double({ min: 0, max: 1, noNaN: true }))),
  { minLength: 5, maxLength: 60 },
);

/** Histories in which communes and provinces move, merge and are succeeded, and chapters are named early. */
const histories = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 250 }), upheavals).map(([seed, count, spread]) => {
  const events: StandingsEvent[] = [...historyOf(SHAPE, seed, count)];
  for (const [event, where] of spread) events.splice(Math.floor(where * (events.length + 1)), 0, event);
  return events.map((event, i): PlacedEvent => ({ ...event, position: String(i + 1).padStart(20, '0') }));
});

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** All that a fold hands over, and its results at the end; loaded from what was stored after every batch. */
const foldOf = (events: readonly PlacedEvent[], size: number, shard?: Shard) => {
  const documents = new Map<string, unknown>();
  const evidence: unknown[] = [];
  const [touched, revised]: [Set<string>, unknown[]] = [new Set(), []];
  const loaded = () => {
    const state = createChapterStrength({ evidence: true, ...(shard && { shard }) });
    for (const document of documents.values()) restoreChapterDocument(state, throughJson(document) as never);
    return state;
  };
  for (let i = 0; i < events.length; i += size) {
    const state = loaded();
    for (const event of events.slice(i, i + size)) evolveChapterStrength(state, event);
    const pending = handOver(state.pending);
    for (const [key, document] of chapterDocuments(state, pending)) documents.set(key, throughJson(document));
    evidence.push(...pending.evidence);
    revised.push(...pending.revised);
    for (const id of pending.touched) touched.add(id);
  }
  const state = loaded();
  const results = PERIODS.flatMap(({ periodId }) =>
    [...state.chapters.byId.keys()].flatMap((id) => {
      const result = chapterResult(state, id, periodId);
      return result ? [result] : [];
    }),
  );
  return { documents, evidence, touched: [...touched], revised, results, share: state.share };
};

const sorted = (all: readonly unknown[]): readonly string[] => all.map((one) => JSON.stringify(one)).sort();

const ofChapters = (documents: ReadonlyMap<string, unknown>, are: boolean): readonly unknown[] =>
  [...documents].filter(([key]) => /^(chapter|frozen)\//.test(key) === are && !/^(early|elsewhere)\//.test(key));

describe('the shards of the strength of chapters', () => {
  it('are together the whole, and no two of them have anything of one chapter', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 5, max: 120 }), (events, of, size) => {
        const whole = foldOf(events, size);
        const shards = Array.from({ length: of }, (_, i) => foldOf(events, size, { index: i + 1, of }));
        // As lists: what two shards had would be there twice.
        for (const part of ['evidence', 'touched', 'revised', 'results'] as const) {
          expect(sorted(shards.flatMap((shard) => shard[part] as readonly unknown[]))).toEqual(sorted(whole[part]));
        }
        const pieces = shards.flatMap(({ documents }) => ofChapters(documents, true));
        expect(sorted(pieces)).toEqual(sorted(ofChapters(whole.documents, true)));
        for (const { documents } of shards) {
          expect(sorted(ofChapters(documents, false))).toEqual(sorted(ofChapters(whole.documents, false)));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('keep a chapter in the shard of the province in which it was founded, wherever its commune is moved', () => {
    const history: StandingsEvent[] = [...historyOf(SHAPE, 3, 0)];
    history.push(
      { type: 'UnitMoved', data: { unitId: commune(0), from: province(0), to: province(4), at } },
      { type: 'ChapterWomenCounted', data: { chapterId: chapter(0), unitId: commune(0), count: 9, at } },
    );
    const events = history.map((event, i): PlacedEvent => ({ ...event, position: String(i).padStart(20, '0') }));
    const keepersOf = (upTo: number): readonly (readonly string[])[] =>
      [1, 2, 3].map((index) => {
        const state = createChapterStrength({ shard: { index, of: 3 } });
        for (const event of events.slice(0, upTo)) evolveChapterStrength(state, event);
        return [...state.chapters.byId.keys()];
      });
    expect(keepersOf(events.length)).toEqual(keepersOf(events.length - 2));
    for (const mine of keepersOf(events.length)) {
      for (let p = 0; p < SHAPE.provinces; p += 1) {
        const of = mine.filter((id) => [0, 1, 2, 3].some((n) => id === chapter(p * 4 + n)));
        expect([0, 4]).toContain(of.length);
      }
    }
  });

  it.each([
    { index: 0, of: 2 },
    { index: 3, of: 2 },
    { index: 1.5, of: 2 },
  ])('are numbered from 1 to how many there are: $index of $of is refused', (shard) => {
    expect(() => createChapterStrength({ shard })).toThrow(`there is no shard ${shard.index} of ${shard.of}`);
  });

  it('share out the provinces of a nation evenly enough', () => {
    const ids = Array.from({ length: 340 }, (_, n) => idOf(2, n));
    const founded = ids.flatMap((unitId, n): StandingsEvent[] => [
      {
        type: 'UnitEstablished',
        data: { unitId, parentId: CENTRAL, level: 'province', kind: 'province', name: `${n}`, code: null, at },
      },
      {
        type: 'ChapterEstablished',
        data: { chapterId: chapter(n), unitId, name: 'Chi hội', basis: 'residence', at },
      },
    ]);
    for (const count of [2, 3, 4, 8]) {
      for (let index = 1; index <= count; index += 1) {
        const state = createChapterStrength({ shard: { index, of: count } });
        founded.forEach((event, i) => evolveChapterStrength(state, { ...event, position: `${i}` }));
        expect(state.chapters.byId.size).toBeGreaterThan((340 / count) * 0.6);
        expect(state.chapters.byId.size).toBeLessThan((340 / count) * 1.4);
      }
    }
  });
});
