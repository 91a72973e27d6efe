import { scenarioId } from '@sohoi/demo-identity';
import type { Trainee, TrainingClassCommand, TrainingPlanCommand } from '@sohoi/training';
import { classId as julyClass } from '../class-report.steps.js';
import {
  absentHead,
  cancelledClass,
  certifiedHead,
  failedHead,
  headsClass,
  namedOfficers,
  openClass,
  traineeId,
} from '../examples/class.steps.js';
import { unitId } from '../map.steps.js';
import { attemptsBy } from './attempt.js';

const attempt = attemptsBy();
const NEW = scenarioId('rejected/new');

const inClass = (code: string, classId: string, command: TrainingClassCommand) =>
  attempt(code, 'trainingClass', classId, command);

type Plan = TrainingPlanCommand['data'];
const approve = (planId: string, toYear: number): TrainingPlanCommand => {
  const data: Plan = {
    planId,
    unitId: unitId('31'),
    name: 'Kế hoạch ví dụ',
    approvedBy: 'UBND ví dụ',
    fromYear: 2023,
    toYear,
    at: '2023-07-21',
  };
  return { type: 'ApproveTrainingPlan', data };
};

const open = (classId: string, from: string, to: string): TrainingClassCommand => ({
  type: 'OpenClass',
  data: { classId, unitId: unitId('31'), planId: null, name: 'Lớp ví dụ', from, to, sessions: 1, at: from },
});

const enrol = (classId: string, trainee: Partial<Trainee>, at: string): TrainingClassCommand => {
  const stranger = { traineeId: NEW, personId: NEW, fullName: 'Trần Thị Ví Dụ 00', unitId: unitId('31') };
  return { type: 'EnrolTrainees', data: { classId, trainees: [{ ...stranger, ...trainee }], at } };
};

const attend = (session: number, trainee: string, at: string): TrainingClassCommand => ({
  type: 'RecordAttendance',
  data: { classId: julyClass, session, traineeIds: [trainee], at },
});

const issue = (certificateNo: string, trainee: Trainee): TrainingClassCommand => ({
  type: 'IssueCertificate',
  data: { classId: headsClass, certificateNo, traineeId: trainee.traineeId, at: '2023-04-20' },
});

const revoke = (certificateNo: string, at: string): TrainingClassCommand => ({
  type: 'RevokeCertificate',
  data: { classId: headsClass, certificateNo, reason: 'Ví dụ', at },
});

const somebody = traineeId(101);

export const trainingAttempts = [
  attempt('PlanAlreadyApproved', 'trainingPlan', scenarioId('plan/38'), approve(scenarioId('plan/38'), 2024)),
  attempt('PlanYearsReversed', 'trainingPlan', NEW, approve(NEW, 2022)),
  inClass('ClassAlreadyOpened', julyClass, open(julyClass, '2023-07-12', '2023-07-12')),
  inClass('ClassDatesReversed', NEW, open(NEW, '2023-07-12', '2023-07-11')),
  inClass('ClassNotOpened', NEW, { type: 'CloseClass', data: { classId: NEW, at: '2023-07-21' } }),
  inClass('ClassNotOpen', cancelledClass, enrol(cancelledClass, {}, '2023-05-16')),
  inClass('EnrolmentAfterEnd', julyClass, enrol(julyClass, {}, '2023-07-15')),
  inClass('ClassFull', openClass, enrol(openClass, {}, '2023-07-21')),
  inClass('TraineeIdTaken', julyClass, enrol(julyClass, { traineeId: somebody }, '2023-07-12')),
  inClass(
    'PersonAlreadyEnrolled',
    julyClass,
    enrol(julyClass, { personId: namedOfficers[0]?.personId ?? '' }, '2023-07-12'),
  ),
  inClass('TraineesNotEnrolled', julyClass, attend(2, NEW, '2023-07-13')),
  inClass('SessionUnknown', julyClass, attend(4, somebody, '2023-07-14')),
  inClass('OutsideClassDates', julyClass, attend(3, somebody, '2023-07-15')),
  inClass('BeforeClassStart', julyClass, {
    type: 'RecordTest',
    data: { classId: julyClass, traineeId: somebody, mark: 8, at: '2023-07-11' },
  }),
  inClass('TraineeNeverAttended', headsClass, issue('05/GCN-VÍ-DỤ', absentHead)),
  inClass('TestNotPassed', headsClass, issue('05/GCN-VÍ-DỤ', failedHead)),
  inClass('CertificateNumberTaken', headsClass, issue('02/GCN-VÍ-DỤ', certifiedHead)),
  inClass('CertificateHeld', headsClass, issue('05/GCN-VÍ-DỤ', certifiedHead)),
  inClass('CertificateNotIssued', headsClass, revoke('05/GCN-VÍ-DỤ', '2023-07-21')),
  inClass('CertificateAlreadyRevoked', headsClass, revoke('04/GCN-VÍ-DỤ', '2023-07-21')),
  inClass('RevokedBeforeIssued', headsClass, revoke('01/GCN-VÍ-DỤ', '2023-04-13')),
  inClass('ClassNotOver', julyClass, { type: 'CloseClass', data: { classId: julyClass, at: '2023-07-13' } }),
  inClass('ClassTookPlace', julyClass, {
    type: 'CancelClass',
    data: { classId: julyClass, reason: 'Ví dụ', at: '2023-07-21' },
  }),
];
