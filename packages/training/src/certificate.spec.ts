import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { TrainingClassCommand } from './training-class.commands.js';
import { trainingClass } from './training-class.decider.js';
import type { TrainingClassEvent } from './training-class.events.js';
import type { DataOf, Trainee } from './training-class.state.js';

const { given } = specOf(trainingClass);

const classId = '2c9d4a10-5e3f-5b17-a8d6-90f1b2c3d4e5';
const unitId = '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2';
const chapterId = 'd5e6f708-192a-5b3c-8d4e-5f6071829304';
const lan: Trainee = {
  traineeId: '0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e01',
  personId: 'a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c01',
  fullName: 'Nguyễn Thị Lan',
  post: 'chapterHead',
  chapterId,
  unitId,
};
const hoa: Trainee = {
  traineeId: '0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e02',
  personId: 'a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c02',
  fullName: 'Trần Thị Hoa',
  unitId,
};
const open = (passMark?: number): TrainingClassEvent => ({
  type: 'ClassOpened',
  data: {
    ...{ classId, unitId, planId: null, name: 'Lớp bồi dưỡng', from: '2023-07-12', to: '2023-07-14', sessions: 1 },
    ...(passMark !== undefined && { passMark }),
    at: '2023-07-01',
  },
});
const came: readonly TrainingClassEvent[] = [
  { type: 'TraineesEnrolled', data: { classId, unitId, trainees: [lan, hoa], at: '2023-07-10' } },
  {
    type: 'SessionAttended',
    data: { classId, unitId, session: 1, traineeIds: [lan.traineeId], persons: 1, at: '2023-07-12' },
  },
];
const tested = (mark: number): TrainingClassEvent => ({
  type: 'TraineeTested',
  data: { classId, unitId, traineeId: lan.traineeId, mark, at: '2023-07-14' },
});
const test = (mark: number, at = '2023-07-14', traineeId = lan.traineeId): TrainingClassCommand => ({
  type: 'RecordTest',
  data: { classId, traineeId, mark, at },
});
const certificate: DataOf<'CertificateIssued'> = {
  ...{ classId, unitId, certificateNo: '127/GCN', traineeId: lan.traineeId, personId: lan.personId },
  ...{ chapterId, traineeUnitId: unitId, post: 'chapterHead', at: '2023-07-14' },
};
const issued: TrainingClassEvent = { type: 'CertificateIssued', data: certificate };
const issue = (traineeId = lan.traineeId, certificateNo = '127/GCN', at = '2023-07-14'): TrainingClassCommand => ({
  type: 'IssueCertificate',
  data: { classId, traineeId, certificateNo, at },
});
const revoked: TrainingClassEvent = {
  type: 'CertificateRevoked',
  data: { ...certificate, issuedAt: certificate.at, reason: 'Cấp nhầm', at: '2023-08-02' },
};
const revoke = (at = '2023-08-02', certificateNo = '127/GCN'): TrainingClassCommand => ({
  type: 'RevokeCertificate',
  data: { classId, certificateNo, reason: 'Cấp nhầm', at },
});

describe('a test', () => {
  it('can be taken again, and the same mark is recorded once', () => {
    given(open(), ...came)
      .when(test(4))
      .then(tested(4));
    given(open(), ...came, tested(4))
      .when(test(8.5))
      .then(tested(8.5));
    given(open(), ...came, tested(4))
      .when(test(4))
      .then();
  });
  it('is for enrolled trainees, from the first day on', () => {
    given(open())
      .when(test(8))
      .thenRejected({ code: 'TraineesNotEnrolled', traineeIds: [lan.traineeId] });
    given(open(), ...came)
      .when(test(8, '2023-07-11'))
      .thenRejected({ code: 'BeforeClassStart', at: '2023-07-11' });
    given(open(), ...came)
      .when(test(8, '2023-07-12'))
      .then({ type: 'TraineeTested', data: { classId, unitId, traineeId: lan.traineeId, mark: 8, at: '2023-07-12' } });
  });
});

describe('in a class that was called off', () => {
  const cancelled: TrainingClassEvent = {
    type: 'ClassCancelled',
    data: { classId, unitId, reason: 'Mưa bão', at: '2023-07-11' },
  };
  it.each([
    ['a test', test(8)],
    ['a certificate', issue()],
  ])('%s is not recorded', (_what, command) => {
    given(open(), ...came, cancelled)
      .when(command)
      .thenRejected({ code: 'ClassNotOpen', status: 'cancelled' });
  });
});

describe('a certificate', () => {
  it('names the person, the chapter, the unit and the post of the trainee', () => {
    given(open(), ...came)
      .when(issue())
      .then(issued);
    given(open(), ...came, issued)
      .when(issue())
      .then();
  });
  it('is issued to those who attended', () => {
    given(open(), ...came)
      .when(issue(hoa.traineeId))
      .thenRejected({
        code: 'TraineeNeverAttended',
        traineeId: hoa.traineeId,
      });
    given(open())
      .when(issue())
      .thenRejected({ code: 'TraineesNotEnrolled', traineeIds: [lan.traineeId] });
  });
  it('is issued after the close too', () => {
    const closed: TrainingClassEvent = {
      type: 'ClassClosed',
      data: { classId, unitId, attendances: 1, persons: 1, certificates: 0, reportedPersons: null, at: '2023-07-14' },
    };
    given(open(), ...came, closed)
      .when(issue())
      .then(issued);
  });
  it('has a number that is used once in a class, revoked or not', () => {
    given(open(), ...came, issued)
      .when(issue(hoa.traineeId))
      .thenRejected({ code: 'CertificateNumberTaken' });
    given(open(), ...came, issued, revoked)
      .when(issue())
      .thenRejected({ code: 'CertificateNumberTaken' });
  });
  it('is held once, and again under another number after it was revoked', () => {
    given(open(), ...came, issued)
      .when(issue(lan.traineeId, '128/GCN'))
      .thenRejected({ code: 'CertificateHeld', traineeId: lan.traineeId });
    given(open(), ...came, issued, revoked)
      .when(issue(lan.traineeId, '128/GCN'))
      .then({ ...issued, data: { ...certificate, certificateNo: '128/GCN' } });
  });
  it('takes the pass mark, where the class has one', () => {
    given(open(5), ...came)
      .when(issue())
      .thenRejected({ code: 'TestNotPassed', mark: null, passMark: 5 });
    given(open(5), ...came, tested(4.99))
      .when(issue())
      .thenRejected({ code: 'TestNotPassed', mark: 4.99, passMark: 5 });
    given(open(5), ...came, tested(4), tested(5))
      .when(issue())
      .then(issued);
  });
  it('is not issued before the class begins', () => {
    given(open(), ...came)
      .when(issue(lan.traineeId, '127/GCN', '2023-07-11'))
      .thenRejected({ code: 'BeforeClassStart', at: '2023-07-11', from: '2023-07-12' });
  });
  it('can be issued on the first day, and revoked on the day of its issue', () => {
    const at = '2023-07-12';
    const first: TrainingClassEvent = { type: 'CertificateIssued', data: { ...certificate, at } };
    given(open(), ...came)
      .when(issue(lan.traineeId, '127/GCN', at))
      .then(first);
    given(open(), ...came, first)
      .when(revoke(at))
      .then({ type: 'CertificateRevoked', data: { ...certificate, issuedAt: at, reason: 'Cấp nhầm', at } });
  });
  it('is revoked once, with a reason, and never before its issue', () => {
    given(open(), ...came, issued)
      .when(revoke())
      .then(revoked);
    given(open(), ...came, issued, revoked)
      .when(revoke())
      .then();
    given(open(), ...came, issued, revoked)
      .when(revoke('2023-08-03'))
      .thenRejected({ code: 'CertificateAlreadyRevoked', at: '2023-08-02' });
    given(open(), ...came, issued)
      .when(revoke('2023-07-13'))
      .thenRejected({ code: 'RevokedBeforeIssued', at: '2023-07-13', issuedAt: '2023-07-14' });
    given(open(), ...came)
      .when(revoke())
      .thenRejected({ code: 'CertificateNotIssued' });
  });
  it('counts no more once revoked, though the holder’s key is destroyed and its number with it', () => {
    const forgotten = (certificateNo: string): TrainingClassEvent => ({
      type: 'CertificateIssued',
      data: { ...certificate, certificateNo: { sealed: certificateNo } },
    });
    const withdrawn: TrainingClassEvent = {
      type: 'CertificateRevoked',
      data: {
        ...revoked.data,
        certificateNo: { sealed: 's1.b' },
        reason: { sealed: 's1.c' },
      } as DataOf<'CertificateRevoked'>,
    };
    given(open(), ...came, forgotten('s1.a'))
      .when(issue(lan.traineeId, '128/GCN'))
      .thenRejected({ code: 'CertificateHeld' });
    given(open(), ...came, forgotten('s1.a'), withdrawn)
      .when(issue(lan.traineeId, '128/GCN'))
      .then({ ...issued, data: { ...certificate, certificateNo: '128/GCN' } });
  });
});

describe('the name of a trainee', () => {
  const correct = (fullName: string, traineeId = lan.traineeId): TrainingClassCommand => ({
    type: 'CorrectTraineeName',
    data: { classId, traineeId, fullName, reason: 'Ghi sai tên', at: '2023-08-02' },
  });
  const corrected: TrainingClassEvent = {
    type: 'TraineeNameCorrected',
    data: {
      ...{ classId, unitId, traineeId: lan.traineeId, personId: lan.personId, traineeUnitId: unitId },
      ...{ fullName: 'Nguyễn Thị Ví Dụ Lan', reason: 'Ghi sai tên', at: '2023-08-02' },
    },
  };
  it('is corrected once', () => {
    given(open(), ...came)
      .when(correct('Nguyễn Thị Ví Dụ Lan'))
      .then(corrected);
    given(open(), ...came, corrected)
      .when(correct('Nguyễn Thị Ví Dụ Lan'))
      .then();
    given(open())
      .when(correct('Nguyễn Thị Ví Dụ Lan'))
      .thenRejected({ code: 'TraineesNotEnrolled', traineeIds: [lan.traineeId] });
  });
});
