import type { TrainingEvent } from '@sohoi/training/events';
import { Change, countIn, flat } from './facts.js';
import type { FactsOf } from './facts.js';

export const trainingFacts: FactsOf<TrainingEvent> = {
  TrainingPlanApproved: ({ name, approvedBy, fromYear, toYear, decision, source }) => ({
    ...{ name, approvedBy, fromYear, toYear },
    ...flat('decision', decision),
    ...flat('source', source),
  }),
  ClassOpened: ({ unitId, planId, name, place, from, to, sessions, capacity, passMark }) => ({
    ...{ status: 'open', unitId, planId, name, place, from, to, sessions, capacity, passMark },
  }),
  TraineesEnrolled: ({ trainees }, facts) => ({
    enrolled: countIn(facts, 'enrolled') + trainees.length,
    ...Object.assign({}, ...trainees.map(({ traineeId, ...of }) => flat(`trainees.${traineeId}`, of))),
  }),
  TraineeNameCorrected: ({ traineeId, fullName }) => ({ [`trainees.${traineeId}.fullName`]: fullName }),
  SessionAttended: ({ session, traineeIds, persons }, facts) => {
    const field = `attendances.${session}`;
    return { [field]: countIn(facts, field) + traineeIds.length, persons };
  },
  AttendanceWithdrawn: ({ session, traineeIds, persons }, facts) => {
    const field = `attendances.${session}`;
    return { [field]: Math.max(0, countIn(facts, field) - traineeIds.length), persons };
  },
  TraineeTested: ({ traineeId, mark }) => ({ [`trainees.${traineeId}.mark`]: mark }),
  CertificateIssued: ({ traineeId, certificateNo, at }) =>
    flat(`trainees.${traineeId}`, { certificateNo, certificateIssuedAt: at }),
  CertificateRevoked: ({ traineeId, certificateNo, issuedAt }) => ({
    [`trainees.${traineeId}.certificateNo`]: new Change(certificateNo, null),
    [`trainees.${traineeId}.certificateIssuedAt`]: new Change(issuedAt, null),
  }),
  ClassClosed: ({ attendances, persons, certificates, reportedPersons, at }) => ({
    ...{ status: 'closed', attendances, persons, certificates, reportedPersons, closedAt: at },
  }),
  ClassCancelled: ({ at }) => ({ status: 'cancelled', closedAt: at }),
  AttendanceReported: ({ persons, replaces, source }, facts) => ({
    reportedPersons: new Change(facts.get('reportedPersons') ?? replaces?.persons ?? null, persons),
    ...flat('source', source),
  }),
};
