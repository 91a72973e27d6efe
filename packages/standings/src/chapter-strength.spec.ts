import { describe, expect, it } from '@jest/globals';
import type { StandingsEvent } from './events.js';
import { handOver } from './pending.js';
import { CENTRAL, CHAPTER_RUBRIC, given, idOf, mapOf, PERIODS } from './testing.js';

const SHAPE = { provinces: 2, communesEach: 1, chaptersEach: 2 };
const [first, second] = mapOf(SHAPE).chapters.map((place) => ({ ...place, id: place.chapterId }));
if (!first || !second) throw new Error('the shape has two chapters');
const H1 = PERIODS[1].periodId;
const of = { chapterId: first.chapterId, unitId: first.unitId };
const body = { kind: 'chapter' as const, id: first.chapterId };
const card = { scorecardId: idOf(0, 1), periodId: H1, body, unitId: of.unitId, by: 'nguoi-cham', at: '2023-06-20' };

const admitted = (n: number, at = '2023-01-10'): StandingsEvent => ({
  type: 'MemberAdmitted',
  data: { memberId: idOf(8, n), ...of, person: { fullName: 'Hội viên giả định', gender: 'female' }, at },
});
const women = (count: number, at = '2023-01-05'): StandingsEvent => ({
  type: 'ChapterWomenCounted',
  data: { ...of, count, at },
});
const scored = (points: number, criterionId = 'no-discipline') => ({ criterionId, points, bonus: 0 });
const closed: StandingsEvent = {
  type: 'PeriodClosed',
  data: { periodId: H1, unitId: CENTRAL, code: '2023-H1', at: '2023-07-05' },
};
const published = (points: number): StandingsEvent => ({
  type: 'ScoresPublished',
  data: { ...card, revision: 1, scores: [scored(points)] },
});
const corrected = (points: number): StandingsEvent => ({
  type: 'ScoreCorrected',
  data: { ...card, revision: 2, oldPoints: 5, oldBonus: 0, ...scored(points), reason: 'Chấm nhầm' },
});
const points = (result: ReturnType<ReturnType<typeof given>['chapter']>, criterionId: string) =>
  result?.trace.criteria.find((criterion) => criterion.criterionId === criterionId)?.points;

describe('the strength of a chapter', () => {
  it('is not known while nothing is known: no score, no level', () => {
    const result = given(SHAPE).chapter(first.id, H1);
    expect(result?.trace).toMatchObject({ score: null, proposedScore: null, level: null });
    expect(result?.trace.missing).toContain('gathering');
  });

  it('follows the events, provisionally, while the period is open', () => {
    const story = given(SHAPE).when(women(4), admitted(1), admitted(2));
    const result = story.chapter(first.id, H1);
    expect(result).toMatchObject({ status: 'provisional', revision: 0, because: null });
    expect(result?.trace).toMatchObject({ score: 8.82, level: 'not-completed', maxScore: 100 });
    expect(points(result, 'gathering')).toBe(8.82);
    expect(points(result, 'dues')).toBe(0);
    expect(story.chapter(second.id, H1)?.trace.score).toBeNull();
  });

  it('shows proposed scores beside official ones', () => {
    const proposal = { ...card, ...CHAPTER_RUBRIC, ...scored(5), maxPoints: 5 };
    const story = given(SHAPE).when({ type: 'ScoreProposed', data: proposal });
    expect(story.chapter(first.id, H1)?.trace).toMatchObject({ score: null, proposedScore: 5, level: null });
    expect(story.when(published(4)).chapter(first.id, H1)?.trace).toMatchObject({ score: 4, proposedScore: 5 });
  });

  it('counts a late report in the period of its date', () => {
    const result = given(SHAPE).when(women(4, '2023-08-01'), women(2, '2023-01-05'), admitted(1)).chapter(first.id, H1);
    expect(points(result, 'gathering')).toBe(8.82);
  });

  it('goes with a member who moves', () => {
    const standing = { kind: 'ordinary' as const, regular: false, core: false, categories: [], duesPaid: [] };
    const to = { chapterId: second.chapterId, unitId: second.unitId };
    const story = given(SHAPE).when(admitted(1), admitted(2), {
      type: 'MemberTransferred',
      data: { memberId: idOf(8, 1), from: of, to, standing, at: '2023-03-01' },
    });
    const members = (id: string): unknown =>
      story.chapter(id, H1)?.trace.criteria[0]?.measures.find(({ measure }) => measure === 'members')?.value;
    expect([members(first.id), members(second.id)]).toEqual([1, 1]);
  });

  it('leaves out a voided criterion, and still shows it', () => {
    const data = {
      ...CHAPTER_RUBRIC,
      unitId: CENTRAL,
      criterionId: 'gathering',
      reason: 'Không áp dụng',
      at: '2023-02-01',
    };
    const result = given(SHAPE).when(women(4), admitted(1), { type: 'CriterionVoided', data }).chapter(first.id, H1);
    expect(result?.trace).toMatchObject({ score: 0, maxScore: 85 });
    expect(result?.trace.criteria[0]).toMatchObject({ criterionId: 'gathering', why: 'voided', points: 4.41 });
  });

  it('is frozen as revision 1 when the period closes', () => {
    const story = given(SHAPE).when(women(4), admitted(1), published(5));
    const before = story.chapter(first.id, H1);
    const after = story.when(closed).chapter(first.id, H1);
    expect(after).toMatchObject({ status: 'published', revision: 1, because: 'period-closed' });
    expect(after?.trace.criteria).toEqual(before?.trace.criteria);
    expect(after?.trace.frozenAt).toBe(after?.trace.asOfPosition);
    story.when(admitted(2), women(1), {
      type: 'CriterionVoided',
      data: { ...CHAPTER_RUBRIC, unitId: CENTRAL, criterionId: 'gathering', reason: 'Muộn', at: '2023-08-01' },
    });
    expect(story.chapter(first.id, H1)).toEqual(after);
  });

  it('gets a new revision from each correction, and the earlier ones stay', () => {
    const story = given(SHAPE).when(admitted(1), published(5), closed, corrected(3), corrected(0));
    expect([1, 2, 3].map((revision) => points(story.chapter(first.id, H1, revision), 'no-discipline'))).toEqual([
      5, 3, 0,
    ]);
    expect(story.chapter(first.id, H1)).toMatchObject({ revision: 3, because: 'score-corrected' });
    expect(handOver(story.chapters.pending).revised.map(({ revision }) => revision)).toEqual([2, 3]);
  });

  it('takes scores that were still on their way at the closing as a new revision', () => {
    const result = given(SHAPE).when(admitted(1), closed, published(5)).chapter(first.id, H1);
    expect(result).toMatchObject({ revision: 2, because: 'scores-published' });
    expect(points(result, 'no-discipline')).toBe(5);
  });

  it('makes no revision of a score that no criterion counts', () => {
    const data = { ...card, revision: 2, oldPoints: 1, oldBonus: 0, ...scored(1, 'gathering'), reason: 'Nhầm' };
    const story = given(SHAPE).when(admitted(1), closed, { type: 'ScoreCorrected', data });
    expect(story.chapter(first.id, H1)?.revision).toBe(1);
  });

  it('is not rated for a period at whose end the chapter was closed or not yet founded', () => {
    const close = (at: string): StandingsEvent => ({ type: 'ChapterClosed', data: { ...of, reason: 'Sáp nhập', at } });
    expect(given(SHAPE).when(close('2023-06-15')).chapter(first.id, H1)).toBeNull();
    expect(given(SHAPE).when(close('2023-07-01')).chapter(first.id, H1)).not.toBeNull();
    const late = {
      chapterId: idOf(4, 99),
      unitId: of.unitId,
      name: 'Chi hội mới',
      basis: 'age' as const,
      at: '2023-07-01',
    };
    expect(given(SHAPE).when({ type: 'ChapterEstablished', data: late }).chapter(idOf(4, 99), H1)).toBeNull();
  });

  it('is rated by the periods of the units above it, by the map of the period’s last day', () => {
    const provinces = mapOf(SHAPE).provinces;
    const opened = (unitId: string): StandingsEvent => ({
      type: 'PeriodOpened',
      data: {
        ...PERIODS[1],
        periodId: idOf(7, 9),
        unitId,
        name: 'Kỳ riêng',
        chapterRubric: CHAPTER_RUBRIC,
        unitRubric: null,
        at: '2023-01-01',
      },
    });
    const [own = '', other = ''] = provinces;
    expect(given(SHAPE).when(opened(own)).chapter(first.id, idOf(7, 9))).not.toBeNull();
    const story = given(SHAPE).when(opened(other));
    expect(story.chapter(first.id, idOf(7, 9))).toBeNull();
    story.when({ type: 'UnitMoved', data: { unitId: of.unitId, from: own, to: other, at: '2023-05-01' } });
    expect(story.chapter(first.id, idOf(7, 9))).not.toBeNull();
  });

  it('waits for a rubric that is published after the period was opened', () => {
    const ref = { rubricId: idOf(5, 9), rubricVersion: 1 };
    const rubric = given(SHAPE).chapters.rulebook.rubrics.values().next().value?.rubric;
    if (!rubric) throw new Error('the founding publishes rubrics');
    const story = given(SHAPE).when({
      type: 'PeriodOpened',
      data: {
        ...PERIODS[1],
        periodId: idOf(7, 9),
        unitId: CENTRAL,
        name: 'Kỳ',
        chapterRubric: ref,
        unitRubric: null,
        at: '2023-01-01',
      },
    });
    expect(story.chapter(first.id, idOf(7, 9))).toBeNull();
    handOver(story.chapters.pending);
    story.when({ type: 'RubricPublished', data: { ...rubric, ...ref } });
    expect(story.chapter(first.id, idOf(7, 9))).not.toBeNull();
    expect(handOver(story.chapters.pending).touched).toContain(first.id);
  });
});
