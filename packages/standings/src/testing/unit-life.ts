import type { StandingsEvent } from '../events.js';
import { today } from './life.js';
import type { Life } from './life.js';
import { idOf } from './organisation.js';

const MODELS = ['one-plus-one', 'three-have-three-know', 'special-members', 'godmother', 'border-companion'] as const;
const FIGURES = ['officers-trained', 'officers-trained-it', 'initiatives-launched'] as const;
const source = { title: 'Báo cáo giả định' };

/** A chapter or a province holds an activity, takes up a model, counts, reports, sets itself a target or corrects. */
export const somethingOfUnit = (life: Life): StandingsEvent => {
  const { chance, land } = life;
  const at = today(life);
  const { chapterId, unitId: commune } = life.here;
  const province = chance.pick(land.provinces);
  const ofChapter = { body: { kind: 'chapter' as const, id: chapterId }, unitId: commune };
  const ofProvince = { body: { kind: 'unit' as const, id: province }, unitId: province };
  const of = chance.happens(0.7) ? ofChapter : ofProvince;
  const id = idOf(0, (life.born += 1));
  const figure = { ...ofProvince, indicator: chance.pick(FIGURES), source, at };
  switch (chance.whole(9)) {
    case 0:
    case 1: {
      const activityKind = chance.pick(['joint', 'thematic', 'member-meeting']);
      return { type: 'ActivityHeld', data: { activityId: id, ...of, name: 'Hoạt động', activityKind, at } };
    }
    case 2:
      return { type: 'InitiativeAdopted', data: { initiativeId: id, model: chance.pick(MODELS), ...of, at } };
    case 3:
      return {
        type: 'ChapterWomenCounted',
        data: { chapterId, unitId: commune, count: 5 + chance.whole(40), at },
      };
    case 4:
      return {
        type: 'FigureReported',
        data: { figureId: idOf(0, chance.whole(20)), ...figure, value: chance.whole(3000), unit: 'người' },
      };
    case 5:
      return {
        type: 'FigureCorrected',
        data: {
          figureId: idOf(0, chance.whole(20)),
          ...figure,
          ...{ oldValue: 1, value: chance.whole(3000), unit: 'người', figureAt: at, reason: 'Sửa' },
        },
      };
    case 6:
      return {
        type: 'InitiativeLaunched',
        data: { initiativeId: id, model: chance.pick(MODELS), unitId: province, name: 'Mô hình', pilot: true, at },
      };
    case 7: {
      const target = { indicator: 'officers-trained', value: 500 + chance.whole(1000), unit: 'người', source };
      return {
        type: 'TargetSet',
        data: { targetId: id, ...ofProvince, ...target, from: '2023-01-01', to: '2023-12-31', at },
      };
    }
    default:
      return {
        type: 'AwardGranted',
        data: { awardId: id, ...of, title: 'Giấy khen', periodId: null, at },
      };
  }
};
