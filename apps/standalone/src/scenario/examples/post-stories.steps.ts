import { scenarioId } from '@sohoi/demo-identity';
import type { PostCommandOf } from '@sohoi/organization';
import { unitId } from '../map.steps.js';
import { exampleName, misheard, personId } from '../people.js';
import { provinceVerifier, stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { groupId, headHoldingId, jointActivity } from './chapter.steps.js';
import { membersOf, rowOf } from './chapters.js';
import type { Commune } from './chapters.js';
import { cadreOf, cadreOfChapter, chapterId } from './places.js';

type Taking = PostCommandOf<'ElectPostHolder'>['data'];

const taking = (holdingId: string, n: number, post: Taking['post'], at: string, partyMember = true): Taking => ({
  holdingId,
  personId: personId(n),
  fullName: exampleName(n),
  gender: 'female',
  post,
  partyMember,
  at,
});

const OFFICES = ['chair', 'viceChair', 'specialisedOfficer'] as const;

/** The officers of one unit, numbered from `first`: chair and vice-chair elected, the specialised officer appointed. */
const officers = (unit: string, first: number, actor = provinceVerifier): readonly ScenarioStep[] =>
  OFFICES.map((post, i) =>
    stepsBy(actor)('unit', unitId(unit), {
      type: post === 'specialisedOfficer' ? 'AppointPostHolder' : 'ElectPostHolder',
      data: taking(officeId(unit, post), first + i, post, '2021-03-20'),
    }),
  );

export const officeId = (unit: string, post: (typeof OFFICES)[number]): string => scenarioId(`holding/${unit}/${post}`);

/** Numbers of the first officer of each unit; the other two follow. */
export const firstOfficer = { '305': 101, 'an-bien': 104, 'vi-du-2': 107, 'vi-du-3': 110 } as const;

const inChapter = (key: string) => stepsBy(cadreOfChapter(key));
const head = (key: string): number => membersOf(rowOf(key))[0];
const deputy = scenarioId('holding/2.1/deputy');
const formerDeputy = scenarioId('holding/3.2/deputy');

/** Changes in posts, a chapter closed, a group closed. */
export const postStories: readonly ScenarioStep[] = [
  ...officers('305', firstOfficer['305']),
  ...(['an-bien', 'vi-du-2', 'vi-du-3'] as const).flatMap((unit: Commune) =>
    officers(unit, firstOfficer[unit], cadreOf(unit)),
  ),

  // 1.2: the head, introduced on 2 May, joins the Party in the half-year.
  inChapter('1.2')('chapter', chapterId('1.2'), {
    type: 'RecordPartyAdmission',
    data: { holdingId: headHoldingId('1.2'), at: '2023-06-03' },
  }),
  // 1.3: the head's allowance stops.
  inChapter('1.3')('chapter', chapterId('1.3'), {
    type: 'StopAllowance',
    data: { holdingId: headHoldingId('1.3'), reason: 'Hết nguồn kinh phí (ví dụ)', at: '2023-05-01' },
  }),
  // 2.1: a deputy, whose name was written down wrong.
  inChapter('2.1')('chapter', chapterId('2.1'), {
    type: 'ElectPostHolder',
    data: {
      ...taking(deputy, head('2.1') + 1, 'chapterDeputy', '2023-04-05', false),
      fullName: misheard(exampleName(head('2.1') + 1)),
    },
  }),
  inChapter('2.1')('chapter', chapterId('2.1'), {
    type: 'CorrectPostHolderName',
    data: { holdingId: deputy, fullName: exampleName(head('2.1') + 1), reason: 'Ghi sai họ', at: '2023-04-12' },
  }),
  // 2.3: the head leaves and nobody follows her.
  inChapter('2.3')('chapter', chapterId('2.3'), {
    type: 'RelievePostHolder',
    data: { holdingId: headHoldingId('2.3'), reason: 'Chuyển nơi ở (ví dụ)', at: '2023-05-31' },
  }),
  // 2.4: closed; its members have gone to 2.1, its head is relieved with it.
  inChapter('2.4')('group', groupId('2.4', 1), {
    type: 'CloseGroup',
    data: { groupId: groupId('2.4', 1), reason: 'Chi hội ghép với Chi hội Ví Dụ 2.1', at: '2023-03-31' },
  }),
  inChapter('2.4')('chapter', chapterId('2.4'), {
    type: 'CloseChapter',
    data: { chapterId: chapterId('2.4'), reason: 'Ghép với Chi hội Ví Dụ 2.1', at: '2023-03-31' },
  }),
  // 3.2: a deputy served a year and nobody followed her.
  inChapter('3.2')('chapter', chapterId('3.2'), {
    type: 'AppointPostHolder',
    data: taking(formerDeputy, head('3.2') + 1, 'chapterDeputy', '2021-03-08'),
  }),
  inChapter('3.2')('chapter', chapterId('3.2'), {
    type: 'RelievePostHolder',
    data: { holdingId: formerDeputy, reason: 'Hết nhiệm kỳ (ví dụ)', at: '2022-03-08' },
  }),
];

/** Heard of after the half-year was closed, although it took place before: it changes no published result. */
export const lateReport: ScenarioStep = jointActivity('2.2', 1, '2023-06-25', '2023-07-15');
