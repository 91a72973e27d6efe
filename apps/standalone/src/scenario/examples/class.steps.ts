import { scenarioId } from '@sohoi/demo-identity';
import type { Trainee } from '@sohoi/training';
import { classId as julyClass } from '../class-report.steps.js';
import { unitId } from '../map.steps.js';
import { exampleName, misheard, personId } from '../people.js';
import { provinceVerifier, stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { membersOf, rowOf } from './chapters.js';
import { chapterIn } from './places.js';
import { firstOfficer } from './post-stories.steps.js';

const step = stepsBy(provinceVerifier);

export const headsClass = scenarioId('class/vi-du-heads');
export const cancelledClass = scenarioId('class/vi-du-cancelled');
export const openClass = scenarioId('class/vi-du-open');

export const traineeId = (n: number): string => scenarioId(`trainee/${n}`);
const person = (n: number) => ({ traineeId: traineeId(n), personId: personId(n), fullName: exampleName(n) });

const head = (key: string): Trainee => ({
  ...person(membersOf(rowOf(key))[0]),
  post: 'chapterHead',
  ...chapterIn(key),
});

const head11 = head('1.1');
const head13 = head('1.3');
const head21 = head('2.1');
const head31 = head('3.1');
const head32 = head('3.2');
const attending = [head11, head13, head21, head31, head32];

/** Enrolled and never there. */
export const absentHead = head('2.2');
export const failedHead = head13;
export const certifiedHead = head11;

const attend = (classId: string, session: number, trainees: readonly Trainee[], at: string): ScenarioStep =>
  step('trainingClass', classId, {
    type: 'RecordAttendance',
    data: { classId, session, traineeIds: trainees.map((one) => one.traineeId), at },
  });

const certified = (trainee: Trainee, certificateNo: string, mark: number): readonly ScenarioStep[] => [
  step('trainingClass', headsClass, {
    type: 'RecordTest',
    data: { classId: headsClass, traineeId: trainee.traineeId, mark, at: '2023-04-12' },
  }),
  step('trainingClass', headsClass, {
    type: 'IssueCertificate',
    data: { classId: headsClass, certificateNo, traineeId: trainee.traineeId, at: '2023-04-14' },
  }),
];

const officer = (unit: keyof typeof firstOfficer, i: number, post: NonNullable<Trainee['post']>): Trainee => ({
  ...person(firstOfficer[unit] + i),
  post,
  unitId: unitId(unit),
});

const posts = ['chair', 'viceChair', 'specialisedOfficer'] as const;
export const namedOfficers = (Object.keys(firstOfficer) as (keyof typeof firstOfficer)[]).flatMap((unit) =>
  posts.map((post, i) => officer(unit, i, post)),
);

/** A made-up class for chapter heads: two sessions, a test, certificates, one of them revoked. */
const classForHeads: readonly ScenarioStep[] = [
  step('trainingClass', headsClass, {
    type: 'OpenClass',
    data: {
      classId: headsClass,
      unitId: unitId('305'),
      planId: null,
      name: 'Lớp Ví Dụ cho chi hội trưởng',
      from: '2023-04-11',
      to: '2023-04-12',
      sessions: 2,
      capacity: 6,
      passMark: 5,
      at: '2023-04-01',
    },
  }),
  step('trainingClass', headsClass, {
    type: 'EnrolTrainees',
    data: {
      classId: headsClass,
      trainees: [...attending, { ...absentHead, fullName: misheard(absentHead.fullName) }],
      at: '2023-04-08',
    },
  }),
  step('trainingClass', headsClass, {
    type: 'CorrectTraineeName',
    data: {
      classId: headsClass,
      traineeId: absentHead.traineeId,
      fullName: absentHead.fullName,
      reason: 'Ghi sai họ',
      at: '2023-04-09',
    },
  }),
  attend(headsClass, 1, attending, '2023-04-11'),
  attend(headsClass, 2, [head11, head13, head21, head31, head32], '2023-04-12'),
  step('trainingClass', headsClass, {
    type: 'WithdrawAttendance',
    data: {
      classId: headsClass,
      session: 2,
      traineeIds: [head13.traineeId],
      reason: 'Điểm danh nhầm (ví dụ)',
      at: '2023-04-12',
    },
  }),
  step('trainingClass', headsClass, {
    type: 'RecordTest',
    data: { classId: headsClass, traineeId: head13.traineeId, mark: 4.5, at: '2023-04-12' },
  }),
  ...certified(head11, '01/GCN-VÍ-DỤ', 9),
  ...certified(head21, '02/GCN-VÍ-DỤ', 8),
  ...certified(head31, '03/GCN-VÍ-DỤ', 7.5),
  ...certified(head32, '04/GCN-VÍ-DỤ', 6),
  step('trainingClass', headsClass, { type: 'CloseClass', data: { classId: headsClass, at: '2023-04-14' } }),
  step('trainingClass', headsClass, {
    type: 'RevokeCertificate',
    data: { classId: headsClass, certificateNo: '04/GCN-VÍ-DỤ', reason: 'Cấp nhầm người (ví dụ)', at: '2023-05-10' },
  }),
];

const classCalledOff: readonly ScenarioStep[] = [
  step('trainingClass', cancelledClass, {
    type: 'OpenClass',
    data: {
      classId: cancelledClass,
      unitId: unitId('305'),
      planId: null,
      name: 'Lớp Ví Dụ bị hoãn',
      from: '2023-05-16',
      to: '2023-05-16',
      sessions: 1,
      at: '2023-05-05',
    },
  }),
  step('trainingClass', cancelledClass, {
    type: 'CancelClass',
    data: { classId: cancelledClass, reason: 'Hoãn do mưa bão (ví dụ)', at: '2023-05-15' },
  }),
];

/** Full, and still to be held. */
const classToCome: readonly ScenarioStep[] = [
  step('trainingClass', openClass, {
    type: 'OpenClass',
    data: {
      classId: openClass,
      unitId: unitId('an-bien'),
      planId: null,
      name: 'Lớp Ví Dụ chưa học',
      from: '2023-08-10',
      to: '2023-08-11',
      sessions: 2,
      capacity: 2,
      at: '2023-07-14',
    },
  }),
  step('trainingClass', openClass, {
    type: 'EnrolTrainees',
    data: { classId: openClass, trainees: [head11, head13], at: '2023-07-14' },
  }),
];

/** Of the near 500 of the report, twelve made-up officers by name: chairs, vice-chairs, specialised officers. */
const namedTrainees: readonly ScenarioStep[] = [
  step('trainingClass', julyClass, {
    type: 'EnrolTrainees',
    data: { classId: julyClass, trainees: namedOfficers, at: '2023-07-12' },
  }),
  attend(julyClass, 1, namedOfficers, '2023-07-12'),
];

export const classSteps: readonly ScenarioStep[] = [
  ...classForHeads,
  ...classCalledOff,
  ...namedTrainees,
  ...classToCome,
];
