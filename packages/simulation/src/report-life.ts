import { dateOf, FIRST_YEAR, firstDayOf, halfOf, HALVES, lastDayOf, startOf } from './calendar.js';
import { KIND, share } from './chance.js';
import { chapterRubricOf, clusterRubricOf } from './founding.js';
import { ABOUT, centralOf, dateBefore, ofChapter } from './world.js';
import type { World } from './world.js';

const ACTIVITIES = [
  ['thematic', 'Sinh hoạt chuyên đề'],
  ['member-meeting', 'Sinh hoạt hội viên'],
  ['joint', 'Hoạt động phối hợp'],
] as const;

const MODELS = [
  ['one-plus-one', 'Mô hình “1+1”'],
  ['three-have-three-know', 'Mô hình “3 có, 3 biết”'],
  ['godmother', 'Mẹ đỡ đầu'],
  ['special-members', 'Mô hình cho hội viên đặc thù'],
] as const;

const initiativeOf = ({ chance }: World, province: number, model: number): string =>
  chance.id(KIND.initiative, province * MODELS.length + model);

/** What a chapter reports in a month: an activity, a model that it takes up, once a year the women it could gather. */
export const monthOfReports = (world: World, chapter: number, today: number, month: number, members: number): void => {
  const { book, chance, nation } = world;
  const bits = chance.about(chapter, ABOUT.report + month);
  const { chapterId, unitId } = ofChapter(world, chapter);
  const of = { body: { kind: 'chapter' as const, id: chapterId }, unitId };
  const number = chapter * 64 + month;
  if (share(bits) < 0.35) {
    const [activityKind, name] = ACTIVITIES[bits % ACTIVITIES.length] ?? ACTIVITIES[0];
    const activityId = chance.id(KIND.report, number);
    const data = { activityId, ...of, name, activityKind, participants: 10 + (bits % 90), at: dateBefore(today, bits) };
    book.write(`unitReport-${chapterId}`, { type: 'ActivityHeld', data });
  }
  if (month % 12 === chapter % 12) {
    const count = Math.round(members * (1.05 + (bits % 60) / 100));
    const data = { chapterId, unitId, count, source: { title: 'Rà soát của chi hội' }, at: dateBefore(today, bits) };
    book.write(`chapter-${chapterId}`, { type: 'ChapterWomenCounted', data });
  }
  const model = MODELS[month / 9];
  if (model && bits % 10 < 6) {
    const initiativeId = initiativeOf(world, nation.provinceOf(nation.communeOf(chapter)), month / 9);
    const data = { initiativeId, model: model[0], ...of, at: dateBefore(today, bits, startOf(month) - 1) };
    book.write(`initiative-${initiativeId}`, { type: 'InitiativeAdopted', data });
  }
};

/** What a province reports in a month: women counted, initiatives launched, targets and figures, the plan of its training. */
export const monthOfProvince = (world: World, province: number, today: number, month: number): void => {
  const { book, chance } = world;
  const unitId = world.unitIdOfProvince(province);
  const bits = chance.about(province, ABOUT.report + month + 500);
  const of = { body: { kind: 'unit' as const, id: unitId }, unitId };
  const number = 0xf0000000 + province * 256 + month;
  const source = { title: `Báo cáo của tỉnh, tháng ${(month % 12) + 1}` };
  const model = MODELS[month / 9];
  if (model) {
    const initiativeId = initiativeOf(world, province, month / 9);
    const at = dateOf(Math.max(0, startOf(month) - 1));
    const data = { initiativeId, model: model[0], unitId, name: model[1], pilot: bits % 4 === 0, at };
    book.write(`initiative-${initiativeId}`, { type: 'InitiativeLaunched', data });
  }
  if (month % 12 === 0) {
    const year = FIRST_YEAR + month / 12;
    const target = { indicator: 'officers-trained', value: 500 + (bits % 1000), unit: 'người', source };
    const time = { from: `${year}-01-01`, to: `${year}-12-31`, at: dateOf(today) };
    const data = { targetId: chance.id(KIND.report, number), ...of, ...target, ...time };
    book.write(`unitReport-${unitId}`, { type: 'TargetSet', data });
  }
  if (month === 1) {
    const planId = chance.id(KIND.body, 64 + province);
    const years = { fromYear: FIRST_YEAR, toYear: FIRST_YEAR + 4, at: dateOf(today) };
    const data = { planId, unitId, name: 'Bồi dưỡng cán bộ Hội các cấp', approvedBy: 'UBND tỉnh', ...years };
    book.write(`trainingPlan-${planId}`, { type: 'TrainingPlanApproved', data }, 1);
  }
  if (month % 6 === 5) {
    const half = Math.floor(month / 6);
    const figure = { indicator: 'officers-trained-it', value: bits % 800, unit: 'người', source };
    const time = { from: dateOf(firstDayOf(half)), to: dateOf(lastDayOf(half)), at: dateOf(today) };
    const data = { figureId: chance.id(KIND.report, number + 128), ...of, ...figure, ...time };
    book.write(`unitReport-${unitId}`, { type: 'FigureReported', data });
  }
  if (month % 12 === 11) {
    const awardId = chance.id(KIND.award, number);
    const data = { awardId, ...of, title: 'Bằng khen (mô phỏng)', periodId: null, at: dateOf(today) };
    book.write(`award-${awardId}`, { type: 'AwardGranted', data }, 1);
  }
};

export const periodIdOf = ({ chance }: Pick<World, 'chance'>, half: number): string => chance.id(KIND.period, half);

/** Half-years are opened in their first month, and closed in the third month after their end. */
export const monthOfPeriods = (world: World, today: number, month: number): void => {
  const { book } = world;
  const unitId = centralOf(world);
  if (month % 6 === 0) {
    const half = month / 6;
    const periodId = periodIdOf(world, half);
    const time = { from: dateOf(firstDayOf(half)), to: dateOf(lastDayOf(half)), at: dateOf(today) };
    const rubrics = { chapterRubric: chapterRubricOf(world), unitRubric: clusterRubricOf(world) };
    const code = halfOf(half);
    book.write(`period-${periodId}`, {
      type: 'PeriodOpened',
      data: { periodId, unitId, code, name: `Sáu tháng ${code}`, ...time, ...rubrics },
    });
  }
  const closing = (month - 8) / 6;
  if (Number.isInteger(closing) && closing >= 0 && closing < HALVES) {
    const periodId = periodIdOf(world, closing);
    const data = { periodId, unitId, code: halfOf(closing), at: dateOf(today) };
    book.write(`period-${periodId}`, { type: 'PeriodClosed', data });
  }
};
