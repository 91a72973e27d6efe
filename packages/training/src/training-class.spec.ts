import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { TrainingClassCommand } from './training-class.commands.js';
import { trainingClass } from './training-class.decider.js';
import type { TrainingClassEvent } from './training-class.events.js';
import type { DataOf, Trainee } from './training-class.state.js';

const { given } = specOf(trainingClass);

const classId = '2c9d4a10-5e3f-5b17-a8d6-90f1b2c3d4e5';
const unitId = '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2';
const traineeOf = (n: number): Trainee => ({
  traineeId: `0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e0${n}`,
  personId: `a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c0${n}`,
  fullName: `Nguyễn Thị Lan ${n}`,
  post: 'chair',
  unitId,
});
const [lan, hoa, mai] = [traineeOf(1), traineeOf(2), traineeOf(3)];
const source = { title: 'Bồi dưỡng nghiệp vụ cho gần 500 cán bộ Hội' };

const opening: DataOf<'ClassOpened'> = {
  classId,
  unitId,
  planId: null,
  name: 'Lớp bồi dưỡng nghiệp vụ công tác Hội',
  from: '2023-07-12',
  to: '2023-07-14',
  sessions: 2,
  capacity: 2,
  at: '2023-07-01',
};
type Of<T extends TrainingClassCommand['type']> = Omit<Extract<TrainingClassCommand, { type: T }>['data'], 'classId'>;

const open = (change: Partial<typeof opening> = {}): TrainingClassCommand => ({
  type: 'OpenClass',
  data: { ...opening, ...change },
});
const enrol = (trainees: Trainee[], at = '2023-07-10'): TrainingClassCommand => ({
  type: 'EnrolTrainees',
  data: { classId, trainees, at },
});
const attend = (session: number, traineeIds: string[], at = '2023-07-12'): TrainingClassCommand => ({
  type: 'RecordAttendance',
  data: { classId, session, traineeIds, at },
});
const close = (data: Of<'CloseClass'>): TrainingClassCommand => ({ type: 'CloseClass', data: { classId, ...data } });
const cancel = (data: Of<'CancelClass'>): TrainingClassCommand => ({ type: 'CancelClass', data: { classId, ...data } });
const report = (data: Of<'ReportAttendance'>): TrainingClassCommand => ({
  type: 'ReportAttendance',
  data: { classId, ...data },
});

const opened: TrainingClassEvent = { type: 'ClassOpened', data: opening };
const enrolled = (...trainees: Trainee[]): TrainingClassEvent => ({
  type: 'TraineesEnrolled',
  data: { classId, unitId, trainees, at: '2023-07-10' },
});
const attended = (session: number, persons: number, ...traineeIds: string[]): TrainingClassEvent => ({
  type: 'SessionAttended',
  data: { classId, unitId, session, traineeIds, persons, at: '2023-07-12' },
});
const closed = (data: Omit<DataOf<'ClassClosed'>, 'classId' | 'unitId'>): TrainingClassEvent => ({
  type: 'ClassClosed',
  data: { classId, unitId, ...data },
});
const cancelled: TrainingClassEvent = {
  type: 'ClassCancelled',
  data: { classId, unitId, reason: 'Mưa bão', at: '2023-07-11' },
};
const reported = (persons: number, replaces: DataOf<'AttendanceReported'>['replaces'] = null): TrainingClassEvent => ({
  type: 'AttendanceReported',
  data: { classId, unitId, persons, replaces, source, at: '2023-07-12' },
});

describe('opening a class', () => {
  it('records it once', () => {
    given().when(open()).then(opened);
    given(opened).when(open()).then();
  });
  it('is refused when the id belongs to another class', () => {
    given(opened)
      .when(open({ sessions: 3 }))
      .thenRejected({ code: 'ClassAlreadyOpened', name: opening.name });
  });
  it('is refused when the last day is before the first', () => {
    given()
      .when(open({ to: '2023-07-11' }))
      .thenRejected({ code: 'ClassDatesReversed', from: '2023-07-12', to: '2023-07-11' });
  });
  it('can be for one day', () => {
    given()
      .when(open({ to: '2023-07-12' }))
      .then({ type: 'ClassOpened', data: { ...opening, to: '2023-07-12' } });
  });
  it('comes before everything else', () => {
    given()
      .when(attend(1, [lan.traineeId]))
      .thenRejected({ code: 'ClassNotOpened' });
    given()
      .when(close({ at: '2023-07-14' }))
      .thenRejected({ code: 'ClassNotOpened' });
  });
});

describe('enrolling trainees', () => {
  it('passes over those who are enrolled already', () => {
    given(opened, enrolled(lan))
      .when(enrol([lan, hoa]))
      .then(enrolled(hoa));
    given(opened, enrolled(lan))
      .when(enrol([lan]))
      .then();
  });
  it('enrols somebody named twice once', () => {
    given(opened)
      .when(enrol([lan, lan]))
      .then(enrolled(lan));
  });
  it('stops at the capacity of the class', () => {
    given(opened, enrolled(lan))
      .when(enrol([hoa, mai]))
      .thenRejected({
        code: 'ClassFull',
        capacity: 2,
        enrolled: 1,
        asked: 2,
      });
  });
  it('refuses a trainee id with other details', () => {
    given(opened, enrolled(lan))
      .when(enrol([{ ...lan, personId: mai.personId }]))
      .thenRejected({ code: 'TraineeIdTaken', traineeId: lan.traineeId });
  });
  it('refuses a person under a second trainee id', () => {
    given(opened, enrolled(lan))
      .when(enrol([{ ...lan, traineeId: mai.traineeId }]))
      .thenRejected({ code: 'PersonAlreadyEnrolled', personId: lan.personId, traineeId: lan.traineeId });
  });
  it('is possible to the last day of the class, not after it', () => {
    given(opened)
      .when(enrol([lan], '2023-07-14'))
      .then({ type: 'TraineesEnrolled', data: { classId, unitId, trainees: [lan], at: '2023-07-14' } });
    given(opened)
      .when(enrol([lan], '2023-07-15'))
      .thenRejected({ code: 'EnrolmentAfterEnd', at: '2023-07-15', to: '2023-07-14' });
  });
  it('is refused once the class is over', () => {
    given(opened, cancelled)
      .when(enrol([lan]))
      .thenRejected({ code: 'ClassNotOpen', status: 'cancelled' });
  });
});

describe('recording attendance', () => {
  it('counts attendances and persons apart', () => {
    given(opened, enrolled(lan, hoa), attended(1, 1, lan.traineeId))
      .when(attend(2, [lan.traineeId, hoa.traineeId]))
      .then(attended(2, 2, lan.traineeId, hoa.traineeId));
  });
  it('can be sent in parts, and each trainee counts once a session', () => {
    given(opened, enrolled(lan, hoa), attended(1, 1, lan.traineeId))
      .when(attend(1, [lan.traineeId, hoa.traineeId, hoa.traineeId]))
      .then(attended(1, 2, hoa.traineeId));
    given(opened, enrolled(lan), attended(1, 1, lan.traineeId))
      .when(attend(1, [lan.traineeId]))
      .then();
  });
  it('is refused for those who are not enrolled, and names them', () => {
    given(opened, enrolled(lan))
      .when(attend(1, [lan.traineeId, mai.traineeId]))
      .thenRejected({ code: 'TraineesNotEnrolled', traineeIds: [mai.traineeId] });
  });
  it('is refused for a session that the class does not have', () => {
    given(opened, enrolled(lan))
      .when(attend(3, [lan.traineeId]))
      .thenRejected({
        code: 'SessionUnknown',
        session: 3,
        sessions: 2,
      });
  });
  it.each(['2023-07-11', '2023-07-15'])('is refused for a day outside the class, %s', (at) => {
    given(opened, enrolled(lan))
      .when(attend(1, [lan.traineeId], at))
      .thenRejected({ code: 'OutsideClassDates', at, from: '2023-07-12', to: '2023-07-14' });
  });
  it.each(['2023-07-12', '2023-07-14'])('is possible on the first day and on the last, %s', (at) => {
    const traineeIds = [lan.traineeId];
    given(opened, enrolled(lan))
      .when(attend(1, traineeIds, at))
      .then({ type: 'SessionAttended', data: { classId, unitId, session: 1, traineeIds, persons: 1, at } });
  });
  it('is refused after the close, which has counted it', () => {
    given(
      opened,
      enrolled(lan),
      closed({ attendances: 0, persons: 0, certificates: 0, reportedPersons: null, at: '2023-07-14' }),
    )
      .when(attend(1, [lan.traineeId]))
      .thenRejected({ code: 'ClassNotOpen', status: 'closed' });
  });
});

describe('taking back an attendance', () => {
  const both = [opened, enrolled(lan, hoa), attended(1, 2, lan.traineeId, hoa.traineeId)];
  const withdraw = (session: number, traineeIds: string[], at = '2023-07-20'): TrainingClassCommand => ({
    type: 'WithdrawAttendance',
    data: { classId, session, traineeIds, reason: 'Nhầm', at },
  });
  const withdrawn = (
    persons: number,
    replaces: DataOf<'AttendanceReported'>['replaces'] = null,
  ): TrainingClassEvent => ({
    type: 'AttendanceWithdrawn',
    data: {
      ...{ classId, unitId, session: 1, traineeIds: [hoa.traineeId], persons, replaces },
      ...{ reason: 'Nhầm', at: '2023-07-20' },
    },
  });

  it('names whom and what is left, once', () => {
    given(...both)
      .when(withdraw(1, [hoa.traineeId, hoa.traineeId]))
      .then(withdrawn(1));
    given(...both, withdrawn(1))
      .when(withdraw(1, [hoa.traineeId]))
      .then();
    given(...both, withdrawn(1))
      .when(attend(1, [hoa.traineeId]))
      .then(attended(1, 2, hoa.traineeId));
    given(...both, attended(2, 2, hoa.traineeId))
      .when(withdraw(1, [hoa.traineeId]))
      .then(withdrawn(2));
  });
  it('after the close says what the class counted for by name, unless a report stands for it', () => {
    const end = { attendances: 2, persons: 2, certificates: 0, at: '2023-07-14' };
    given(...both, closed({ ...end, reportedPersons: null }))
      .when(withdraw(1, [hoa.traineeId]))
      .then(withdrawn(1, { persons: 2, at: '2023-07-14' }));
    given(...both, reported(500), closed({ ...end, reportedPersons: 500 }))
      .when(withdraw(1, [hoa.traineeId]))
      .then(withdrawn(1));
  });
  it('is refused to who holds a certificate and would have attended nothing, for no session, and before the first day', () => {
    const certificate = { certificateNo: '127/GCN', traineeId: hoa.traineeId, personId: hoa.personId };
    const issued: TrainingClassEvent = {
      type: 'CertificateIssued',
      data: {
        ...{ classId, unitId, ...certificate, chapterId: null, traineeUnitId: unitId, post: null },
        at: '2023-07-14',
      },
    };
    given(...both, issued)
      .when(withdraw(1, [hoa.traineeId]))
      .thenRejected({ code: 'CertificateHeld', traineeId: hoa.traineeId });
    given(...both, attended(2, 2, hoa.traineeId), issued)
      .when(withdraw(1, [hoa.traineeId]))
      .then(withdrawn(2));
    given(...both)
      .when(withdraw(7, [hoa.traineeId]))
      .thenRejected({ code: 'SessionUnknown', session: 7 });
    given(...both)
      .when(withdraw(1, [hoa.traineeId], '2023-07-11'))
      .thenRejected({ code: 'BeforeClassStart', at: '2023-07-11' });
  });
});

describe('reporting a number of persons without names', () => {
  it('needs no enrolment, and a later report replaces it', () => {
    given(opened)
      .when(report({ persons: 500, source, at: '2023-07-12' }))
      .then(reported(500));
    given(opened, reported(500))
      .when(report({ persons: 500, source, at: '2023-07-12' }))
      .then();
    given(opened, reported(500))
      .when(report({ persons: 487, source, at: '2023-07-12' }))
      .then(reported(487, { persons: 500, at: '2023-07-12' }));
  });
  it('says what the count hides', () => {
    const said = { persons: 500, source, note: 'gần 500 học viên', at: '2023-07-12' };
    const noted: TrainingClassEvent = {
      type: 'AttendanceReported',
      data: { classId, unitId, replaces: null, ...said },
    };
    given(opened).when(report(said)).then(noted);
    given(opened, noted).when(report(said)).then();
  });
  it('replaces the persons by name once the class has closed, and stands in the close if it came before', () => {
    const history = [opened, enrolled(lan), attended(1, 1, lan.traineeId)];
    const end = { attendances: 1, persons: 1, certificates: 0, at: '2023-07-14' };
    given(...history, closed({ ...end, reportedPersons: null }))
      .when(report({ persons: 500, source, at: '2023-07-12' }))
      .then(reported(500, { persons: 1, at: '2023-07-14' }));
    given(...history, reported(500))
      .when(close({ at: '2023-07-14' }))
      .then(closed({ ...end, reportedPersons: 500 }));
  });
  it('is refused before the first day', () => {
    given(opened)
      .when(report({ persons: 500, source, at: '2023-07-11' }))
      .thenRejected({ code: 'BeforeClassStart', at: '2023-07-11', from: '2023-07-12' });
  });
  it('is refused for a class that was called off', () => {
    given(opened, cancelled)
      .when(report({ persons: 5, source, at: '2023-07-12' }))
      .thenRejected({ code: 'ClassNotOpen', status: 'cancelled' });
  });
});

describe('closing and calling off a class', () => {
  const counts = { attendances: 3, persons: 2, certificates: 0, reportedPersons: null };
  const history = [
    opened,
    enrolled(lan, hoa),
    attended(1, 1, lan.traineeId),
    attended(2, 2, lan.traineeId, hoa.traineeId),
  ];

  it('closes after the last day with the three counts', () => {
    given(...history)
      .when(close({ at: '2023-07-14' }))
      .then(closed({ ...counts, at: '2023-07-14' }));
  });
  it('closes earlier only with a reason', () => {
    given(...history)
      .when(close({ at: '2023-07-13' }))
      .thenRejected({ code: 'ClassNotOver', at: '2023-07-13', to: '2023-07-14' });
    given(...history)
      .when(close({ at: '2023-07-13', reason: 'Mưa bão' }))
      .then(closed({ ...counts, reason: 'Mưa bão', at: '2023-07-13' }));
  });
  it('closes once', () => {
    const end = closed({ ...counts, at: '2023-07-14' });
    given(...history, end)
      .when(close({ at: '2023-07-14' }))
      .then();
    given(...history, end)
      .when(close({ at: '2023-07-16' }))
      .thenRejected({ code: 'ClassNotOpen', status: 'closed' });
  });
  it('can close on its first day', () => {
    given(opened)
      .when(close({ at: '2023-07-12', reason: 'Mưa bão' }))
      .then(
        closed({
          attendances: 0,
          persons: 0,
          certificates: 0,
          reportedPersons: null,
          reason: 'Mưa bão',
          at: '2023-07-12',
        }),
      );
  });
  it('does not close before it begins', () => {
    given(opened)
      .when(close({ at: '2023-07-11', reason: 'Mưa bão' }))
      .thenRejected({ code: 'BeforeClassStart', at: '2023-07-11', from: '2023-07-12' });
  });
  it('is called off once, while nobody has attended', () => {
    given(opened)
      .when(cancel({ reason: 'Mưa bão', at: '2023-07-11' }))
      .then(cancelled);
    given(opened, cancelled)
      .when(cancel({ reason: 'Mưa bão', at: '2023-07-11' }))
      .then();
    given(opened, cancelled)
      .when(cancel({ reason: 'Lý do khác', at: '2023-07-11' }))
      .thenRejected({ code: 'ClassNotOpen', status: 'cancelled' });
  });
  it('is not called off when it took place, by names or by a report', () => {
    given(...history)
      .when(cancel({ reason: 'Mưa bão', at: '2023-07-13' }))
      .thenRejected({
        code: 'ClassTookPlace',
        persons: 2,
      });
    given(opened, reported(500))
      .when(cancel({ reason: 'Mưa bão', at: '2023-07-13' }))
      .thenRejected({
        code: 'ClassTookPlace',
        persons: 500,
      });
  });
});
