import { record, reject, sameData } from '@sohoi/decider';
import type { Decision } from '@sohoi/decider';
import type { TrainingClassCommand } from './training-class.commands.js';
import type { TrainingClassEvent } from './training-class.events.js';
import type { TrainingClassRejection } from './training-class.rules.js';
import { validCertificates } from './training-class.state.js';
import type { OpenedClass } from './training-class.state.js';

type Outcome = Decision<TrainingClassEvent, TrainingClassRejection>;
type DataOf<T extends TrainingClassCommand['type']> = Extract<TrainingClassCommand, { type: T }>['data'];

/** A test can be marked after the class has closed, and taken again. */
export const test = ({ traineeId, mark, at }: DataOf<'RecordTest'>, state: OpenedClass): Outcome => {
  const { classId, unitId, from } = state.opened;
  if (!state.trainees.has(traineeId)) return reject({ code: 'TraineesNotEnrolled', traineeIds: [traineeId] });
  const data = { classId, unitId, traineeId, mark, at };
  if (sameData(state.tests.get(traineeId), data)) return record();
  if (state.status === 'cancelled') return reject({ code: 'ClassNotOpen', status: state.status });
  if (at < from) return reject({ code: 'BeforeClassStart', at, from });
  return record({ type: 'TraineeTested', data });
};

/** Only a trainee who attended gets a certificate, one at a time; so certificates never outnumber persons. */
export const issue = ({ certificateNo, traineeId, at }: DataOf<'IssueCertificate'>, state: OpenedClass): Outcome => {
  const { classId, unitId, from, passMark } = state.opened;
  const trainee = state.trainees.get(traineeId);
  if (!trainee) return reject({ code: 'TraineesNotEnrolled', traineeIds: [traineeId] });
  const earlier = state.certificates.get(certificateNo);
  if (earlier) {
    const again = earlier.revoked === null && earlier.issued.traineeId === traineeId && earlier.issued.at === at;
    return again ? record() : reject({ code: 'CertificateNumberTaken' });
  }
  if (state.status === 'cancelled') return reject({ code: 'ClassNotOpen', status: state.status });
  if (at < from) return reject({ code: 'BeforeClassStart', at, from });
  if (!state.attended.has(traineeId)) return reject({ code: 'TraineeNeverAttended', traineeId });
  const mark = state.tests.get(traineeId)?.mark ?? null;
  if (passMark !== undefined && (mark === null || mark < passMark)) {
    return reject({ code: 'TestNotPassed', traineeId, mark, passMark });
  }
  const held = validCertificates(state).find(({ issued }) => issued.traineeId === traineeId);
  if (held) return reject({ code: 'CertificateHeld', traineeId });
  const { personId, chapterId = null, unitId: traineeUnitId, post = null } = trainee;
  const data = { classId, unitId, certificateNo, traineeId, personId, chapterId, traineeUnitId, post, at };
  return record({ type: 'CertificateIssued', data });
};

export const revoke = ({ certificateNo, reason, at }: DataOf<'RevokeCertificate'>, state: OpenedClass): Outcome => {
  const certificate = state.certificates.get(certificateNo);
  if (!certificate) return reject({ code: 'CertificateNotIssued' });
  const data = { ...certificate.issued, issuedAt: certificate.issued.at, reason, at };
  if (certificate.revoked) {
    if (sameData(certificate.revoked, data)) return record();
    return reject({ code: 'CertificateAlreadyRevoked', at: certificate.revoked.at });
  }
  if (at < certificate.issued.at) return reject({ code: 'RevokedBeforeIssued', at, issuedAt: certificate.issued.at });
  return record({ type: 'CertificateRevoked', data });
};
