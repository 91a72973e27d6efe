import type { z } from 'zod';
import type { trainee, TrainingClassEvent } from './training-class.events.js';

export type Trainee = z.infer<typeof trainee>;
export type DataOf<T extends TrainingClassEvent['type']> = Extract<TrainingClassEvent, { type: T }>['data'];

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
      readonly trainees: ReadonlyMap<string, Trainee>;
      readonly attendedBySession: ReadonlyMap<number, ReadonlySet<string>>;
      readonly attended: ReadonlySet<string>;
      readonly tests: ReadonlyMap<string, DataOf<'TraineeTested'>>;
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
      return withCertificate(state, event.data.certificateNo, { issued: event.data, revoked: null });
    case 'CertificateRevoked': {
      const certificate = state.certificates.get(event.data.certificateNo);
      return certificate
        ? withCertificate(state, event.data.certificateNo, { ...certificate, revoked: event.data })
        : state;
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
