import { scenarioId } from '@sohoi/demo-identity';
import { unitId } from '../map.steps.js';
import { exampleName, personId } from '../people.js';
import { stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { madeUp } from '../sources.js';
import { chapterRows, membersOf } from './chapters.js';
import type { ChapterRow, Commune, Model } from './chapters.js';
import { cadreOf, cadreOfChapter, chapterBody, chapterId } from './places.js';

const FOUNDED = '2016-03-08';
const ELECTED = '2021-03-08';
const COUNTED = '2023-01-31';

export const headHoldingId = (key: string): string => scenarioId(`holding/${key}/head`);
export const groupId = (key: string, n: number): string => scenarioId(`group/${key}/${n}`);
export const initiativeId = (commune: Commune, model: Model): string => scenarioId(`initiative/${commune}/${model}`);

const founding = (row: ChapterRow): readonly ScenarioStep[] => {
  const { key, commune, basis, women } = row;
  const step = stepsBy(cadreOf(commune));
  const id = chapterId(key);
  const unit = unitId(commune);
  const [head] = membersOf(row);
  const holdingId = headHoldingId(key);
  return [
    step('chapter', id, {
      type: 'EstablishChapter',
      data: { chapterId: id, unitId: unit, unitLevel: 'commune', name: `Chi hội Ví Dụ ${key}`, basis, at: FOUNDED },
    }),
    step('chapter', id, {
      type: 'ElectPostHolder',
      data: {
        holdingId,
        personId: personId(head),
        fullName: exampleName(head),
        gender: 'female',
        post: 'chapterHead',
        partyMember: row.head.partyMember,
        at: ELECTED,
      },
    }),
    step('chapter', id, {
      type: 'GrantAllowance',
      data: {
        holdingId,
        amount: 500_000,
        source: commune === 'vi-du-3' ? 'otherLawfulRevenue' : 'localBudget',
        at: '2022-01-01',
      },
    }),
    step('chapter', id, {
      type: 'CountWomen',
      data: { chapterId: id, count: women, source: madeUp, at: COUNTED },
    }),
  ];
};

const groupsOf = ({ key, commune, groups }: ChapterRow): readonly ScenarioStep[] =>
  Array.from({ length: groups }, (_, n) => {
    const id = groupId(key, n + 1);
    return stepsBy(cadreOf(commune))('group', id, {
      type: 'EstablishGroup',
      data: {
        groupId: id,
        chapterId: chapterId(key),
        unitId: unitId(commune),
        name: `Tổ phụ nữ Ví Dụ ${key}.${n + 1}`,
        at: '2016-04-01',
      },
    });
  });

const MODEL_NAMES: { readonly [M in Model]: string } = {
  'one-plus-one': 'Mô hình "1 + 1"',
  'three-have-three-know': 'Mô hình "3 có, 3 biết"',
  'special-members': 'Mô hình thu hút hội viên đặc thù',
};

const launches = (commune: Commune): readonly ScenarioStep[] =>
  (Object.keys(MODEL_NAMES) as Model[]).map((model) => {
    const id = initiativeId(commune, model);
    return stepsBy(cadreOf(commune))('initiative', id, {
      type: 'LaunchInitiative',
      data: {
        initiativeId: id,
        unitId: unitId(commune),
        name: `${MODEL_NAMES[model]} (ví dụ)`,
        model,
        pilot: false,
        at: '2023-02-01',
      },
    });
  });

const adoptions = ({ key, commune, models }: ChapterRow): readonly ScenarioStep[] =>
  models.map((model) => {
    const id = initiativeId(commune, model);
    return stepsBy(cadreOf(commune))('initiative', id, {
      type: 'AdoptInitiative',
      data: { initiativeId: id, ...chapterBody(key), at: '2023-03-08' },
    });
  });

/** An activity of a chapter with others; `heard` if the union heard of it later. */
export const jointActivity = (key: string, n: number, at: string, heard?: string): ScenarioStep =>
  stepsBy(cadreOfChapter(key))(
    'unitReport',
    chapterId(key),
    {
      type: 'HoldActivity',
      data: {
        activityId: scenarioId(`activity/${key}/joint/${n}`),
        ...chapterBody(key),
        name: `Truyền thông ví dụ lần ${n}, phối hợp với trạm y tế`,
        activityKind: 'joint',
        participants: 20 + n,
        at,
      },
    },
    heard,
  );

const activities = ({ key, jointActivities }: ChapterRow): readonly ScenarioStep[] =>
  Array.from({ length: jointActivities }, (_, n) => jointActivity(key, n + 1, `2023-0${4 + n}-20`));

const communeWomen = (commune: Commune): ScenarioStep => {
  const count = chapterRows.filter((row) => row.commune === commune).reduce((sum, { women }) => sum + women, 0);
  return stepsBy(cadreOf(commune))('unit', unitId(commune), {
    type: 'CountWomen',
    data: { unitId: unitId(commune), count, source: madeUp, at: COUNTED },
  });
};

const communes: readonly Commune[] = ['an-bien', 'vi-du-2', 'vi-du-3'];

/** What all the chapters have: a head with an allowance, groups, models, activities. */
export const chapterSteps: readonly ScenarioStep[] = [
  ...chapterRows.flatMap(founding),
  ...chapterRows.flatMap(groupsOf),
  ...communes.map(communeWomen),
  ...communes.flatMap(launches),
  ...chapterRows.flatMap(adoptions),
  ...chapterRows.flatMap(activities),
];
