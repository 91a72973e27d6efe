import { readingsOf } from './chapter-result.js';
import { keeps, settleShare } from './chapter-shard.js';
import type { ChapterStrength, FrozenChapter } from './chapter-state.js';
import { contributions as contributionsOf } from './contributions.js';
import type { Contribution } from './contribution.js';
import type { PlacedEvent } from './events.js';
import { evidenceOf, evidenceOfScores } from './evidence.js';
import { touch } from './pending.js';
import { changeBy } from './revision.js';
import { closePeriod, inForce, keyOf, openPeriod, openPeriods, publishRubric, voidCriterion } from './rulebook.js';
import type { Period } from './rulebook.js';
import type { ScoreEvent } from './score-book.js';
import { enterScore, subjectOf } from './subject-book.js';
import { take } from './tally.js';
import { everBelow, growTree } from './unit-tree.js';

/**
 * Takes an event into the strength of chapters, in place. Events come in the order of their positions. While a
 * period is open its results follow every event; its closing freezes them, and then only official scores change them.
 */
export const evolveChapterStrength = (
  state: ChapterStrength,
  event: PlacedEvent,
  contributions: readonly Contribution[] = contributionsOf(event),
): void => {
  if (event.type === 'ChapterEstablished') settleShare(state, event.data);
  for (const contribution of contributions) {
    const { kind, id } = contribution.subject;
    if (kind === 'chapter' && keeps(state, id)) count(state, contribution, event.position);
  }
  switch (event.type) {
    case 'ChapterEstablished':
      return keeps(state, event.data.chapterId) ? settle(state, event.data.chapterId, event.data.unitId) : undefined;
    case 'UnitEstablished':
    case 'UnitRenamed':
    case 'UnitMoved':
      growTree(state.tree, event, event.position);
      state.pending.documents.add(`unit/${event.data.unitId}`);
      return event.type === 'UnitRenamed' ? undefined : touchBelow(state, event.data.unitId, event.position);
    case 'RubricPublished':
      publishRubric(state.rulebook, event.data, event.position);
      return touchRatedBy(state, keyOf(event.data), event.position);
    case 'CriterionVoided':
      voidCriterion(state.rulebook, event.data, event.position);
      return touchRatedBy(state, keyOf(event.data), event.position);
    case 'PeriodOpened':
      openPeriod(state.rulebook, event.data);
      state.pending.documents.add(`period/${event.data.periodId}`);
      return touchBelow(state, event.data.unitId, event.position);
    case 'PeriodClosed':
      return freeze(state, event.data.periodId, event.position);
    case 'ScoreProposed':
    case 'ScoresPublished':
    case 'ScoreCorrected':
      return event.data.body.kind === 'chapter' && keeps(state, event.data.body.id)
        ? score(state, event, event.position)
        : undefined;
    default:
  }
};

const count = (state: ChapterStrength, contribution: Contribution, position: string): void => {
  const chapter = subjectOf(state.chapters, contribution.subject.id);
  const at = take(chapter.tally, contribution, position);
  touch(state.pending, chapter, position);
  if (state.pending.evidence && at !== null) state.pending.evidence.push(evidenceOf(contribution, at, position));
};

const settle = (state: ChapterStrength, chapterId: string, unitId: string): void => {
  subjectOf(state.chapters, chapterId).unitId = unitId;
  const chapters = state.chaptersOf.get(unitId);
  if (chapters) chapters.add(chapterId);
  else state.chaptersOf.set(unitId, new Set([chapterId]));
};

const chaptersBelow = (state: ChapterStrength, unitId: string): readonly string[] =>
  [...everBelow(state.tree, unitId)].flatMap((below) => [...(state.chaptersOf.get(below) ?? [])]);

const touchBelow = (state: ChapterStrength, unitId: string, position: string): void => {
  for (const id of chaptersBelow(state, unitId)) {
    touch(state.pending, subjectOf(state.chapters, id), position);
  }
};

const touchRatedBy = (state: ChapterStrength, rubric: string, position: string): void => {
  state.pending.documents.add(`rubric/${rubric}`);
  for (const { chapterRubric, unitId } of openPeriods(state.rulebook)) {
    if (chapterRubric && keyOf(chapterRubric) === rubric) touchBelow(state, unitId, position);
  }
};

const freeze = (state: ChapterStrength, periodId: string, position: string): void => {
  const period = closePeriod(state.rulebook, periodId, position);
  if (!period) return;
  const rules = inForce(state.rulebook, period.chapterRubric, period);
  const frozen = new Map<string, FrozenChapter>();
  for (const chapter of state.chapters.byId.values()) {
    const readings = rules && readingsOf(state, rules.rubric, chapter, period);
    if (readings) frozen.set(chapter.id, { unitId: chapter.unitId ?? '', readings: readings.flat(), changes: null });
    if (chapter.scores?.delete(periodId)) state.pending.documents.add(`chapter/${chapter.id}`);
  }
  state.frozen.set(periodId, frozen);
  state.pending.closed.add(periodId);
  state.pending.documents.add(`period/${periodId}`);
};

const score = (state: ChapterStrength, event: ScoreEvent, position: string): void => {
  const { periodId, body } = event.data;
  const period = state.rulebook.periods.get(periodId);
  state.pending.evidence?.push(...evidenceOfScores(event, position));
  if (period && period.closedAt !== null) return revise(state, period, event, position);
  const chapter = subjectOf(state.chapters, body.id);
  enterScore(chapter, event);
  touch(state.pending, chapter, position);
};

const revise = (state: ChapterStrength, period: Period, event: ScoreEvent, position: string): void => {
  const { periodId, body } = event.data;
  const frozen = state.frozen.get(periodId)?.get(body.id);
  const rubric = inForce(state.rulebook, period.chapterRubric, period);
  const change = rubric && changeBy(rubric.rubric, event, body.id, position);
  if (!frozen || !change) return;
  (frozen.changes ??= []).push(change);
  state.pending.revised.push({ id: body.id, periodId, revision: frozen.changes.length + 1 });
  state.pending.documents.add(`frozen/${periodId}/${body.id}`);
};
