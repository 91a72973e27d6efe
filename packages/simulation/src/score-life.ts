import type { ScorecardEvent } from '@sohoi/evaluation/events';
import { dateOf } from './calendar.js';
import { KIND, share } from './chance.js';
import { chapterRubricOf } from './founding.js';
import { periodIdOf } from './report-life.js';
import { ABOUT, ofChapter } from './world.js';
import type { World } from './world.js';

/** What people score of a chapter by the sample rubric. */
const CRITERIA = [
  { criterionId: 'proposes-tasks', maxPoints: 5, maxBonus: 2 },
  { criterionId: 'no-discipline', maxPoints: 5 },
] as const;

/** The scorecard of one chapter and half-year: each step is a month's, and what happens in it follows from the card. */
export const monthOfScores = (world: World, chapter: number, today: number, month: number): void => {
  const steps = [
    [5, propose],
    [6, verify],
    [7, publish],
    [9, correct],
  ] as const;
  for (const [after, step] of steps) {
    const half = (month - after) / 6;
    if (Number.isInteger(half) && half >= 0) step(cardOf(world, chapter, half), today);
  }
};

type Card = ReturnType<typeof cardOf>;

const cardOf = (world: World, chapter: number, half: number) => {
  const { book, chance } = world;
  const { chapterId, unitId } = ofChapter(world, chapter);
  const bits = chance.about(chapter, ABOUT.score + half);
  const scorecardId = chance.id(KIND.scorecard, chapter * 16 + half);
  const of = {
    scorecardId,
    periodId: periodIdOf(world, half),
    body: { kind: 'chapter' as const, id: chapterId },
    unitId,
  };
  const commune = world.nation.communeOf(chapter);
  return {
    world,
    of,
    proposer: `simulated-commune-cadre-${commune}`,
    verifier: `simulated-province-verifier-${world.nation.provinceOf(commune)}`,
    /** Sent back once, and so proposed twice. */
    returned: share(bits) < 0.03,
    /** One of the scores is verified lower than proposed. */
    lowered: bits % 100 < 5,
    corrected: bits % 1000 < 15,
    pointsOf: (n: number): number => Math.min(5, 3 + ((bits >>> (n * 3)) % 4)),
    write: (version: number, event: ScorecardEvent): void => book.write(`scorecard-${scorecardId}`, event, version),
  };
};

const scoreOf = ({ pointsOf }: Card, n: number) => {
  const { criterionId } = CRITERIA[n] ?? CRITERIA[0];
  return { criterionId, points: pointsOf(n), bonus: n === 0 ? pointsOf(2) % 3 : 0 };
};

const asVerified = (card: Card, n: number) => {
  const { points, ...rest } = scoreOf(card, n);
  return { ...rest, points: card.lowered && n === 0 ? points - 1 : points };
};

const propose = (card: Card, today: number): void => {
  const by = card.proposer;
  const rubric = chapterRubricOf(card.world);
  const at = dateOf(today - 3);
  const proposed = (n: number, at: string): ScorecardEvent => {
    const { criterionId, ...limits } = CRITERIA[n] ?? CRITERIA[0];
    const { points, bonus } = scoreOf(card, n);
    return { type: 'ScoreProposed', data: { ...card.of, ...rubric, criterionId, points, bonus, ...limits, by, at } };
  };
  card.write(1, proposed(0, at));
  card.write(2, proposed(1, at));
  if (!card.returned) return;
  const back = { from: 'proposed', to: 'returned', reason: 'Cần bổ sung minh chứng' } as const;
  const data = { ...card.of, ...back, by: card.verifier, at: dateOf(today - 1) };
  card.write(3, { type: 'ScoresReturned', data });
  card.write(4, proposed(0, dateOf(today)));
};

const firstAfter = ({ returned }: Card): number => (returned ? 5 : 3);

const verify = (card: Card, today: number): void => {
  const reason = card.lowered ? { reason: 'Thiếu minh chứng một nhiệm vụ' } : {};
  for (const n of [0, 1]) {
    const data = { ...card.of, ...asVerified(card, n), by: card.verifier, ...(n === 0 && reason), at: dateOf(today) };
    card.write(firstAfter(card) + n, { type: 'ScoreVerified', data });
  }
};

const APPROVER = 'simulated-central-officer-1';

const publish = (card: Card, today: number): void => {
  const version = firstAfter(card) + 2;
  const at = dateOf(today);
  card.write(version, { type: 'ScoresApproved', data: { ...card.of, by: APPROVER, at } });
  const scores = [asVerified(card, 0), asVerified(card, 1)];
  card.write(version + 1, { type: 'ScoresPublished', data: { ...card.of, revision: 1, scores, by: APPROVER, at } });
};

/** After the closing too: a correction is a new revision. */
const correct = (card: Card, today: number): void => {
  if (!card.corrected) return;
  const { criterionId, points, bonus } = asVerified(card, 0);
  const score = { oldPoints: points, oldBonus: bonus, criterionId, points: points === 5 ? 4 : points + 1, bonus };
  const why = { reason: 'Tính sót một nhiệm vụ', by: APPROVER, at: dateOf(today) };
  card.write(firstAfter(card) + 4, { type: 'ScoreCorrected', data: { ...card.of, revision: 2, ...score, ...why } });
};
