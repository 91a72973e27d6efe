import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import { issue, revoke, test } from './certificate.rules.js';
import type { TrainingClassCommand } from './training-class.commands.js';
import { trainingClassEvents } from './training-class.events.js';
import type { TrainingClassEvent } from './training-class.events.js';
import { newTrainees } from './training-class.rules.js';
import type { TrainingClassRejection } from './training-class.rules.js';
import { attendancesOf, countedOf, evolve, validCertificates, without } from './training-class.state.js';
import type { OpenedClass, TrainingClassState } from './training-class.state.js';

type Outcome = Decision<TrainingClassEvent, TrainingClassRejection>;
type DataOf<T extends TrainingClassCommand['type']> = Extract<TrainingClassCommand, { type: T }>['data'];

const open = (data: DataOf<'OpenClass'>, state: TrainingClassState): Outcome => {
  if (state.status !== 'absent') {
    return sameData(state.opened, data) ? record() : reject({ code: 'ClassAlreadyOpened', name: state.opened.name });
  }
  if (data.to < data.from) return reject({ code: 'ClassDatesReversed', from: data.from, to: data.to });
  return record({ type: 'ClassOpened', data });
};

const enrol = ({ trainees, at }: DataOf<'EnrolTrainees'>, state: OpenedClass): Outcome => {
  const { classId, unitId, to, capacity } = state.opened;
  const fresh = newTrainees(trainees, state.trainees, sameData);
  if ('code' in fresh) return reject(fresh);
  if (fresh.length === 0) return record();
  if (state.status !== 'open') return reject({ code: 'ClassNotOpen', status: state.status });
  if (at > to) return reject({ code: 'EnrolmentAfterEnd', at, to });
  const enrolled = state.trainees.size;
  if (capacity !== undefined && enrolled + fresh.length > capacity) {
    return reject({ code: 'ClassFull', capacity, enrolled, asked: fresh.length });
  }
  return record({ type: 'TraineesEnrolled', data: { classId, unitId, trainees: [...fresh], at } });
};

/** A name can be put right after the class too (Law 91/2025/QH15, Art. 4). */
const correctName = (
  { traineeId, fullName, reason, at }: DataOf<'CorrectTraineeName'>,
  state: OpenedClass,
): Outcome => {
  const enrolled = state.trainees.get(traineeId);
  if (!enrolled) return reject({ code: 'TraineesNotEnrolled', traineeIds: [traineeId] });
  if (enrolled.fullName === fullName) return record();
  const { classId, unitId } = state.opened;
  const { personId, unitId: traineeUnitId } = enrolled;
  const data = { classId, unitId, traineeId, personId, traineeUnitId, fullName, reason, at };
  return record({ type: 'TraineeNameCorrected', data });
};

const attend = ({ session, traineeIds, at }: DataOf<'RecordAttendance'>, state: OpenedClass): Outcome => {
  const { classId, unitId, from, to, sessions } = state.opened;
  if (session > sessions) return reject({ code: 'SessionUnknown', session, sessions });
  const strangers = traineeIds.filter((traineeId) => !state.trainees.has(traineeId));
  if (strangers.length > 0) return reject({ code: 'TraineesNotEnrolled', traineeIds: strangers });
  const there = state.attendedBySession.get(session);
  const fresh = [...new Set(traineeIds)].filter((traineeId) => !there?.has(traineeId));
  if (fresh.length === 0) return record();
  if (state.status !== 'open') return reject({ code: 'ClassNotOpen', status: state.status });
  if (at < from || at > to) return reject({ code: 'OutsideClassDates', at, from, to });
  const persons = new Set([...state.attended, ...fresh]).size;
  return record({ type: 'SessionAttended', data: { classId, unitId, session, traineeIds: fresh, persons, at } });
};

const withdraw = ({ session, traineeIds, reason, at }: DataOf<'WithdrawAttendance'>, state: OpenedClass): Outcome => {
  const { classId, unitId, from, sessions } = state.opened;
  if (session > sessions) return reject({ code: 'SessionUnknown', session, sessions });
  const there = state.attendedBySession.get(session);
  const gone = [...new Set(traineeIds)].filter((traineeId) => there?.has(traineeId));
  if (gone.length === 0) return record();
  if (at < from) return reject({ code: 'BeforeClassStart', at, from });
  const left = new Set([...without(state.attendedBySession, session, gone).values()].flatMap((one) => [...one]));
  const held = validCertificates(state).find(({ issued }) => !left.has(issued.traineeId));
  if (held) return reject({ code: 'CertificateHeld', traineeId: held.issued.traineeId });
  const replaces = state.reported ? null : countedOf(state);
  const data = { classId, unitId, session, traineeIds: gone, persons: left.size, replaces, reason, at };
  return record({ type: 'AttendanceWithdrawn', data });
};

const report = ({ persons, source, note, at }: DataOf<'ReportAttendance'>, state: OpenedClass): Outcome => {
  const { classId, unitId, from } = state.opened;
  const said = { classId, unitId, persons, source, ...(note !== undefined && { note }), at };
  if (state.reported && sameData(state.reported, { ...said, replaces: state.reported.replaces })) return record();
  if (state.status === 'cancelled') return reject({ code: 'ClassNotOpen', status: state.status });
  if (at < from) return reject({ code: 'BeforeClassStart', at, from });
  return record({ type: 'AttendanceReported', data: { ...said, replaces: countedOf(state) } });
};

const close = ({ reason, at }: DataOf<'CloseClass'>, state: OpenedClass): Outcome => {
  if (state.status === 'closed' && sameData(state.end, { reason, at })) return record();
  if (state.status !== 'open') return reject({ code: 'ClassNotOpen', status: state.status });
  const { classId, unitId, from, to } = state.opened;
  if (at < from) return reject({ code: 'BeforeClassStart', at, from });
  if (at < to && reason === undefined) return reject({ code: 'ClassNotOver', at, to });
  const data = {
    classId,
    unitId,
    attendances: attendancesOf(state),
    persons: state.attended.size,
    certificates: validCertificates(state).length,
    reportedPersons: state.reported?.persons ?? null,
    ...(reason !== undefined && { reason }),
    at,
  };
  return record({ type: 'ClassClosed', data });
};

const cancel = ({ reason, at }: DataOf<'CancelClass'>, state: OpenedClass): Outcome => {
  if (state.status === 'cancelled' && sameData(state.end, { reason, at })) return record();
  if (state.status !== 'open') return reject({ code: 'ClassNotOpen', status: state.status });
  const persons = Math.max(state.attended.size, state.reported?.persons ?? 0);
  if (persons > 0) return reject({ code: 'ClassTookPlace', persons });
  const { classId, unitId } = state.opened;
  return record({ type: 'ClassCancelled', data: { classId, unitId, reason, at } });
};

export const trainingClass: Decider<
  TrainingClassState,
  TrainingClassCommand,
  TrainingClassEvent,
  TrainingClassRejection
> = {
  initial: { status: 'absent' },
  decide: (command, state) => {
    if (command.type === 'OpenClass') return open(command.data, state);
    if (state.status === 'absent') return reject({ code: 'ClassNotOpened' });
    switch (command.type) {
      case 'EnrolTrainees':
        return enrol(command.data, state);
      case 'CorrectTraineeName':
        return correctName(command.data, state);
      case 'RecordAttendance':
        return attend(command.data, state);
      case 'WithdrawAttendance':
        return withdraw(command.data, state);
      case 'RecordTest':
        return test(command.data, state);
      case 'IssueCertificate':
        return issue(command.data, state);
      case 'RevokeCertificate':
        return revoke(command.data, state);
      case 'ReportAttendance':
        return report(command.data, state);
      case 'CloseClass':
        return close(command.data, state);
      case 'CancelClass':
        return cancel(command.data, state);
    }
  },
  evolve,
};

export const trainingClassStream = {
  category: 'trainingClass',
  catalog: trainingClassEvents,
  decider: trainingClass,
} as const;
