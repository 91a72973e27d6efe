import { scenarioId } from '@sohoi/demo-identity';
import { unitId } from '../map.steps.js';
import { exampleName, personId } from '../people.js';
import { stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { memberId } from './member.steps.js';
import { cadreOf, chapterId } from './places.js';

const KEY = '3.4';
const step = stepsBy(cadreOf('vi-du-3'));
const id = chapterId(KEY);
const place = { chapterId: id, unitId: unitId('vi-du-3') };

/** Numbers of its two first members. */
const FIRST = 88;

const admit = (n: number): ScenarioStep =>
  step('member', memberId(n), {
    type: 'AdmitMember',
    data: {
      memberId: memberId(n),
      ...place,
      person: { fullName: exampleName(n), birthYear: 1990, gender: 'female' },
      at: '2023-07-08',
    },
  });

/** Founded in the last days of the half-year, with nothing yet that could be scored in it: no score, which is not zero. */
export const lateChapterSteps: readonly ScenarioStep[] = [
  step('chapter', id, {
    type: 'EstablishChapter',
    data: { ...place, unitLevel: 'commune', name: `Chi hội Ví Dụ ${KEY}`, basis: 'occupation', at: '2023-06-28' },
  }),
  admit(FIRST),
  admit(FIRST + 1),
  step('chapter', id, {
    type: 'ElectPostHolder',
    data: {
      holdingId: scenarioId(`holding/${KEY}/head`),
      personId: personId(FIRST),
      fullName: exampleName(FIRST),
      gender: 'female',
      post: 'chapterHead',
      partyMember: false,
      at: '2023-07-08',
    },
  }),
];
