import { describe, expect, it } from '@jest/globals';
import { evidenceNeeded, withEvidence } from './explanation.js';
import { flowIn, latestIn, stockAt, summedIn } from './tally.js';
import { chapterResult } from './chapter-result.js';
import { createChapterStrength } from './chapter-state.js';
import { evolveChapterStrength } from './chapter-strength.js';
import { handOver } from './pending.js';
import { historyOf, PERIODS } from './testing.js';

const state = createChapterStrength({ evidence: true });
for (const event of historyOf({ provinces: 1, communesEach: 2, chaptersEach: 2 }, 7, 2500))
  evolveChapterStrength(state, event);
const { evidence } = handOver(state.pending);
const results = PERIODS.flatMap(({ periodId }) =>
  [...state.chapters.byId.keys()].flatMap((id) => chapterResult(state, id, periodId) ?? []),
);
const rubric = [...state.rulebook.rubrics.values()][0]?.rubric;
if (!rubric) throw new Error('the history publishes a rubric');
const explained = results.map(({ chapterId, trace }) => {
  const needed = new Set(evidenceNeeded(trace));
  const rows = evidence.filter(({ subjectId, measure }) => subjectId === chapterId && needed.has(measure));
  return { chapterId, trace, whole: withEvidence(trace, rows.reverse(), rubric) };
});

describe('an explained trace', () => {
  it('leads from each sum to events that add up to it, known when the result was made', () => {
    let checked = 0;
    for (const { trace, whole } of explained) {
      for (const measure of whole.criteria.flatMap(({ measures }) => measures)) {
        if (measure.as !== 'stock' && measure.as !== 'flow' && measure.as !== 'since') continue;
        const sum = measure.evidence.reduce((total, { amount }) => total + amount, 0);
        expect(sum).toBe(measure.value ?? 0);
        expect(measure.evidence.every(({ position }) => position <= (trace.frozenAt ?? trace.asOfPosition))).toBe(true);
        checked += measure.evidence.length;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  it('tells neither whether the head of a chapter is in the Party, nor when she was introduced to it', () => {
    const measures = explained.flatMap(({ whole }) => whole.criteria.flatMap((criterion) => criterion.measures));
    const ofTheHead = measures.filter(({ measure }) => /^head(NonParty|Groomed)$/.test(measure));
    expect(ofTheHead.length).toBeGreaterThan(5);
    expect(ofTheHead.filter(({ value, evidence: found }) => value !== null || found.length > 0)).toEqual([]);
  });

  it('leads from each dated value to the one event that says it', () => {
    const dated = explained.flatMap(({ whole }) =>
      whole.criteria.flatMap(({ measures }) => measures.filter(({ as }) => as === 'latest' || as === 'inPeriod')),
    );
    const known = dated.filter(({ value }) => value !== null);
    expect(known.length).toBeGreaterThan(5);
    for (const { value, evidence: found } of known) expect(found.map(({ amount }) => amount)).toEqual([value]);
  });

  it('leads from each official score to its events, the last of which says it', () => {
    const scored = explained.flatMap(({ whole }) =>
      whole.criteria.filter(({ why, points }) => why === 'score' && points !== null),
    );
    expect(scored.length).toBeGreaterThan(3);
    for (const { points, bonus, officialBy } of scored)
      expect(officialBy.at(-1)?.amount).toBeGreaterThanOrEqual((points ?? 0) + bonus);
  });

  it('speaks in the words of the rubric and says nothing other than the trace', () => {
    for (const { trace, whole } of explained) {
      expect(whole).toMatchObject({ score: trace.score, level: trace.level, caps: trace.caps });
      expect(whole.levelName === null).toBe(trace.level === null);
      expect(whole.criteria[0]).toMatchObject({ name: rubric.criteria[0]?.name, clause: rubric.criteria[0]?.clause });
    }
  });
});

describe('the evidence', () => {
  it('is all there is: summed up, it is the tally', () => {
    const everything = 99999 * 12;
    for (const { id, tally } of state.chapters.byId.values()) {
      const own = evidence.filter(({ subjectId }) => subjectId === id);
      for (const measure of summedIn(tally)) {
        const sum = own.filter((row) => row.measure === measure).reduce((total, { amount }) => total + amount, 0);
        expect(sum).toBe(stockAt(tally, measure, everything));
        expect(flowIn(tally, measure, 0, everything)).toBe(sum);
      }
      for (const measure of tally.dated?.keys() ?? []) {
        const amounts = own.filter((row) => row.measure === measure).map(({ amount }) => amount);
        expect(amounts).toContain(latestIn(tally, measure, 0, everything)?.value ?? amounts[0]);
      }
    }
  });
});
