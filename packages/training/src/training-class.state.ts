import { isSealed } from '@sohoi/fields';
import type { z } from 'zod';
import type { trainee, TrainingClassEvent } from './training-class.events.js';

/** As whoever enrols her names her. */
export type Trainee = z.infer<typeof trainee>;
export type DataOf<T extends TrainingClassEvent['type']> = Extract<TrainingClassEvent, { type: T }>['data'];

/** As recorded: the name is sealed for ever once her key is destroyed. */
export type RecordedTrainee = DataOf<'TraineesEnrolled'>['trainees'][number];

export type Certificate = {
  readonly issued: DataOf<'CertificateIssued'>;
  readonly revoked: DataOf<'CertificateRevoked'> | null;
};

/** absent → open → closed or cancelled; tests, certificates and reports still come after the close. */
export type TrainingClassState =
  | { readonly status: 'absent' }
  | {
      readonly status: 'open' | 'closed' | 'cancelled';
      readonly opened: DataOf<'ClassOpened'>;
      readonly trainees: ReadonlyMap<string, RecordedTrainee>;
      readonly attendedBySession: ReadonlyMap<number, ReadonlySet<string>>;
      readonly attended: ReadonlySet<string>;
      readonly tests: ReadonlyMap<string, DataOf<'TraineeTested'>>;
      /** By number; those of a person whose key is destroyed by the sealed one. */
      readonly certificates: ReadonlyMap<string, Certificate>;
      readonly reported: DataOf<'AttendanceReported'> | null;
      /** Reason and day of the close or the cancellation. */
      readonly end: { readonly reason?: string | undefined; readonly at: string } | null;
    };

export type OpenedClass = Exclude<TrainingClassState, { status: 'absent' }>;

export const evolve = (state: TrainingClassState, event: TrainingClassEvent): TrainingClassState => {
  if (event.type === 'ClassOpened') return opened(event.data);
  return state.status === 'absent' ? state : changed(state, event);
};

const opened = (data: DataOf<'ClassOpened'>): OpenedClass => ({
  status: 'open',
  opened: data,
  trainees: new Map(),
  attendedBySession: new Map(),
  attended: new Set(),
  tests: new Map(),
  certificates: new Map(),
  reported: null,
  end: null,
});

const changed = (state: OpenedClass, event: Exclude<TrainingClassEvent, { type: 'ClassOpened' }>): OpenedClass => {
  switch (event.type) {
    case 'TraineesEnrolled':
      return {
        ...state,
        trainees: new Map([...state.trainees, ...event.data.trainees.map((one) => [one.traineeId, one] as const)]),
      };
    case 'SessionAttended': {
      const { session, traineeIds } = event.data;
      const there = new Set([...(state.attendedBySession.get(session) ?? []), ...traineeIds]);
      return {
        ...state,
        attendedBySession: new Map([...state.attendedBySession, [session, there]]),
        attended: new Set([...state.attended, ...traineeIds]),
      };
    }
    case 'AttendanceWithdrawn': {
      const { session, traineeIds } = event.data;
      const attendedBySession = without(state.attendedBySession, session, traineeIds);
      return {
        ...state,
        attendedBySession,
        attended: new Set([...attendedBySession.values()].flatMap((one) => [...one])),
      };
    }
    case 'TraineeTested':
      return { ...state, tests: new Map([...state.tests, [event.data.traineeId, event.data]]) };
    case 'CertificateIssued':
      return withCertificate(state, numberOf(event.data), { issued: event.data, revoked: null });
    case 'CertificateRevoked': {
      // A person has one at a time, and a number that is sealed is never the same text twice.
      const held = [...state.certificates].find(
        ([, { issued, revoked }]) => revoked === null && issued.traineeId === event.data.traineeId,
      );
      return held ? withCertificate(state, held[0], { ...held[1], revoked: event.data }) : state;
    }
    case 'TraineeNameCorrected': {
      const { traineeId, fullName } = event.data;
      const enrolled = state.trainees.get(traineeId);
      if (!enrolled) return state;
      return { ...state, trainees: new Map([...state.trainees, [traineeId, { ...enrolled, fullName }]]) };
    }
    case 'AttendanceReported':
      return { ...state, reported: event.data };
    case 'ClassClosed':
      return { ...state, status: 'closed', end: { reason: event.data.reason, at: event.data.at } };
    case 'ClassCancelled':
      return { ...state, status: 'cancelled', end: { reason: event.data.reason, at: event.data.at } };
  }
};

/** The attendance without that of some trainees at one session. */
export const without = (
  attendedBySession: OpenedClass['attendedBySession'],
  session: number,
  traineeIds: readonly string[],
): OpenedClass['attendedBySession'] => {
  const gone = new Set(traineeIds);
  const left = [...(attendedBySession.get(session) ?? [])].filter((traineeId) => !gone.has(traineeId));
  return new Map([...attendedBySession, [session, new Set(left)]]);
};

const numberOf = ({ certificateNo }: DataOf<'CertificateIssued'>): string =>
  isSealed(certificateNo) ? certificateNo.sealed : certificateNo;

const withCertificate = (state: OpenedClass, certificateNo: string, certificate: Certificate): OpenedClass => ({
  ...state,
  certificates: new Map([...state.certificates, [certificateNo, certificate]]),
});

/** Attendances (lượt): one for each trainee at each session. */
export const attendancesOf = (state: OpenedClass): number =>
  [...state.attendedBySession.values()].reduce((sum, there) => sum + there.size, 0);

/** The persons whom the class counts for, and since when: as last reported, else by name from its close on; null: none yet. */
export const countedOf = ({
  reported,
  status,
  attended,
  end,
}: OpenedClass): DataOf<'AttendanceReported'>['replaces'] => {
  if (reported) return { persons: reported.persons, at: reported.at };
  return status === 'closed' && end ? { persons: attended.size, at: end.at } : null;
};

/** The certificates that stand. */
export const validCertificates = (state: OpenedClass): readonly Certificate[] =>
  [...state.certificates.values()].filter(({ revoked }) => revoked === null);
