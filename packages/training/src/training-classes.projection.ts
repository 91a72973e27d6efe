import type { TrainingClassEvent } from './training-class.events.js';

/** One class as lists show it. `attendances` counts lượt, `persons` different persons, `certificates` those that stand. */
export type TrainingClassRow = {
  readonly classId: string;
  readonly unitId: string;
  readonly planId: string | null;
  readonly name: string;
  readonly place: string | null;
  readonly from: string;
  readonly to: string;
  readonly sessions: number;
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly enrolled: number;
  readonly attendances: number;
  readonly persons: number;
  /** As a report gives it, without names; null: no report. */
  readonly reportedPersons: number | null;
  readonly certificates: number;
  /** Version of the class's stream that the row reflects. */
  readonly streamVersion: number;
};

export type VersionedTrainingClassEvent = TrainingClassEvent & { readonly streamVersion: number };

/** The row that an event belongs to. */
export const trainingClassKeyOf = (event: TrainingClassEvent): string => event.data.classId;

/**
 * The row after one more event. An event that the row reflects already changes nothing; one of a class that was
 * never opened makes no row.
 */
export const evolveTrainingClassRow = (
  row: TrainingClassRow | undefined,
  event: VersionedTrainingClassEvent,
): TrainingClassRow | undefined => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  if (event.type === 'ClassOpened') return newRow(event);
  return row && { ...row, ...changeOf(row, event), streamVersion };
};

type Opened = Extract<VersionedTrainingClassEvent, { type: 'ClassOpened' }>;

const newRow = ({ data, streamVersion }: Opened): TrainingClassRow => ({
  classId: data.classId,
  unitId: data.unitId,
  planId: data.planId,
  name: data.name,
  place: data.place ?? null,
  from: data.from,
  to: data.to,
  sessions: data.sessions,
  status: 'open',
  enrolled: 0,
  attendances: 0,
  persons: 0,
  reportedPersons: null,
  certificates: 0,
  streamVersion,
});

const changeOf = (
  row: TrainingClassRow,
  { type, data }: Exclude<VersionedTrainingClassEvent, Opened>,
): Partial<TrainingClassRow> => {
  switch (type) {
    case 'TraineesEnrolled':
      return { enrolled: row.enrolled + data.trainees.length };
    case 'SessionAttended':
      return { attendances: row.attendances + data.traineeIds.length, persons: data.persons };
    case 'AttendanceWithdrawn':
      return { attendances: row.attendances - data.traineeIds.length, persons: data.persons };
    case 'TraineeTested':
    case 'TraineeNameCorrected':
      return {};
    case 'CertificateIssued':
      return { certificates: row.certificates + 1 };
    case 'CertificateRevoked':
      return { certificates: row.certificates - 1 };
    case 'AttendanceReported':
      return { reportedPersons: data.persons };
    case 'ClassClosed':
      return { status: 'closed' };
    case 'ClassCancelled':
      return { status: 'cancelled' };
  }
};
