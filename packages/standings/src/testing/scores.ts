import type { StandingsEvent } from '../events.js';
import { today } from './life.js';
import type { Life } from './life.js';
import { CHAPTER_RUBRIC, idOf, PERIODS } from './organisation.js';

const CRITERIA = ['proposes-tasks', 'no-discipline'] as const;

/** People score a chapter in some period: they propose, publish, and correct what is published, in any period. */
export const scoreOf = (life: Life): StandingsEvent => {
  const { chance } = life;
  const { chapterId, unitId } = life.here;
  const { periodId } = chance.pick(PERIODS);
  const card = { scorecardId: idOf(0, 1), periodId, body: { kind: 'chapter' as const, id: chapterId }, unitId };
  const criterionId = chance.pick(CRITERIA);
  const scored = { criterionId, points: chance.whole(6), bonus: chance.whole(2) };
  const at = today(life);
  const by = 'nguoi-cham';
  const roll = chance.whole(3);
  if (roll === 0) {
    return {
      type: 'ScoreProposed',
      data: { ...card, ...CHAPTER_RUBRIC, ...scored, maxPoints: 5, maxBonus: 2, by, at },
    };
  }
  if (roll === 1) return { type: 'ScoresPublished', data: { ...card, revision: 1, scores: [scored], by, at } };
  return {
    type: 'ScoreCorrected',
    data: { ...card, revision: 2, oldPoints: 0, oldBonus: 0, ...scored, reason: 'Chấm lại', by, at },
  };
};
