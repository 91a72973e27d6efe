import { describe, expect, it } from '@jest/globals';
import { rowSpecOf } from '@sohoi/decider/testing';
import type { TrainingClassEvent } from './training-class.events.js';
import { evolveTrainingClassRow, trainingClassKeyOf } from './training-classes.projection.js';
import type { TrainingClassRow, VersionedTrainingClassEvent } from './training-classes.projection.js';

const { givenRow } = rowSpecOf(evolveTrainingClassRow);

const classId = '2c9d4a10-5e3f-5b17-a8d6-90f1b2c3d4e5';
const unitId = '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2';
const traineeId = '0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e01';
const personId = 'a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c01';
const ofClass = { classId, unitId };
const at = '2023-07-12';

const fresh: TrainingClassRow = {
  ...{
    ...ofClass,
    planId: null,
    name: 'Lớp bồi dưỡng',
    place: null,
    from: '2023-07-12',
    to: '2023-07-14',
    sessions: 6,
  },
  status: 'open',
  ...{ enrolled: 0, attendances: 0, persons: 0, reportedPersons: null, certificates: 0, streamVersion: 1 },
};
const opened: TrainingClassEvent = {
  type: 'ClassOpened',
  data: {
    ...{ ...ofClass, planId: null, name: 'Lớp bồi dưỡng', from: '2023-07-12', to: '2023-07-14', sessions: 6 },
    ...{ capacity: 500, at: '2023-07-01' },
  },
};
const certificate = {
  ...{ ...ofClass, certificateNo: '1', traineeId, personId, chapterId: null, traineeUnitId: unitId, post: null, at },
};
const next = (event: TrainingClassEvent): VersionedTrainingClassEvent => ({ ...event, streamVersion: 2 });

describe('the row of a class', () => {
  it('begins when the class is opened, under the id of the class', () => {
    givenRow(undefined)
      .when({ ...opened, streamVersion: 1 })
      .thenRow(fresh);
    expect(trainingClassKeyOf(opened)).toBe(classId);
  });

  it.each<[string, TrainingClassEvent, Partial<TrainingClassRow>]>([
    [
      'counts the enrolled',
      {
        type: 'TraineesEnrolled',
        data: { ...ofClass, trainees: [{ traineeId, personId, fullName: 'Lan', unitId }], at },
      },
      { enrolled: 1 },
    ],
    [
      'counts attendances and takes over the persons',
      { type: 'SessionAttended', data: { ...ofClass, session: 1, traineeIds: [traineeId, personId], persons: 7, at } },
      { attendances: 2, persons: 7 },
    ],
    [
      'takes back attendances, and takes over the persons left',
      {
        type: 'AttendanceWithdrawn',
        data: { ...ofClass, session: 1, traineeIds: [traineeId], persons: 6, replaces: null, reason: 'Nhầm', at },
      },
      { attendances: -1, persons: 6 },
    ],
    ['keeps no marks', { type: 'TraineeTested', data: { ...ofClass, traineeId, mark: 8, at } }, {}],
    ['counts certificates', { type: 'CertificateIssued', data: certificate }, { certificates: 1 }],
    [
      'counts a revoked certificate no more',
      { type: 'CertificateRevoked', data: { ...certificate, issuedAt: at, reason: 'Nhầm' } },
      { certificates: -1 },
    ],
    [
      'keeps the persons reported without names apart',
      {
        type: 'AttendanceReported',
        data: { ...ofClass, persons: 500, replaces: null, source: { title: 'Báo cáo' }, at },
      },
      { reportedPersons: 500 },
    ],
    [
      'closes',
      {
        type: 'ClassClosed',
        data: { ...ofClass, attendances: 0, persons: 0, certificates: 0, reportedPersons: null, at },
      },
      { status: 'closed' },
    ],
    ['is called off', { type: 'ClassCancelled', data: { ...ofClass, reason: 'Mưa bão', at } }, { status: 'cancelled' }],
  ])('%s', (_what, event, change) => {
    givenRow(fresh)
      .when(next(event))
      .thenRow({ ...fresh, ...change, streamVersion: 2 });
    givenRow({ ...fresh, streamVersion: 2 })
      .when(next(event))
      .thenRow({ ...fresh, streamVersion: 2 });
    givenRow(undefined).when(next(event)).thenRow(undefined);
  });
});
