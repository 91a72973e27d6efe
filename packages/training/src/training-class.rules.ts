import type { RecordedTrainee, Trainee } from './training-class.state.js';

export type TrainingClassRejection =
  | { readonly code: 'ClassAlreadyOpened'; readonly name: string }
  | { readonly code: 'ClassNotOpened' }
  | { readonly code: 'ClassNotOpen'; readonly status: 'closed' | 'cancelled' }
  | { readonly code: 'ClassDatesReversed'; readonly from: string; readonly to: string }
  | { readonly code: 'OutsideClassDates'; readonly at: string; readonly from: string; readonly to: string }
  | { readonly code: 'EnrolmentAfterEnd'; readonly at: string; readonly to: string }
  | { readonly code: 'BeforeClassStart'; readonly at: string; readonly from: string }
  | { readonly code: 'ClassFull'; readonly capacity: number; readonly enrolled: number; readonly asked: number }
  | { readonly code: 'TraineeIdTaken'; readonly traineeId: string }
  | { readonly code: 'PersonAlreadyEnrolled'; readonly personId: string; readonly traineeId: string }
  | { readonly code: 'TraineesNotEnrolled'; readonly traineeIds: readonly string[] }
  | { readonly code: 'SessionUnknown'; readonly session: number; readonly sessions: number }
  | { readonly code: 'TraineeNeverAttended'; readonly traineeId: string }
  | {
      readonly code: 'TestNotPassed';
      readonly traineeId: string;
      readonly mark: number | null;
      readonly passMark: number;
    }
  /** The number is the holder's own, and so in no refusal. */
  | { readonly code: 'CertificateNumberTaken' }
  | { readonly code: 'CertificateHeld'; readonly traineeId: string }
  | { readonly code: 'CertificateNotIssued' }
  | { readonly code: 'CertificateAlreadyRevoked'; readonly at: string }
  | { readonly code: 'RevokedBeforeIssued'; readonly at: string; readonly issuedAt: string }
  | { readonly code: 'ClassNotOver'; readonly at: string; readonly to: string }
  | { readonly code: 'ClassTookPlace'; readonly persons: number };

/**
 * Who of these is new to the class, one entry a person; or the first that contradicts who is enrolled already.
 * A person is in a class once, under one trainee id.
 */
export const newTrainees = (
  asked: readonly Trainee[],
  enrolled: ReadonlyMap<string, RecordedTrainee>,
  same: (a: RecordedTrainee, b: Trainee) => boolean,
): readonly Trainee[] | Extract<TrainingClassRejection, { code: 'TraineeIdTaken' | 'PersonAlreadyEnrolled' }> => {
  const known = new Map<string, RecordedTrainee>(enrolled);
  const byPerson = new Map([...enrolled.values()].map((one) => [one.personId, one.traineeId]));
  const fresh: Trainee[] = [];
  for (const one of asked) {
    const namesake = known.get(one.traineeId);
    if (namesake && !same(namesake, one)) return { code: 'TraineeIdTaken', traineeId: one.traineeId };
    if (namesake) continue;
    const traineeId = byPerson.get(one.personId);
    if (traineeId !== undefined) return { code: 'PersonAlreadyEnrolled', personId: one.personId, traineeId };
    known.set(one.traineeId, one);
    byPerson.set(one.personId, one.traineeId);
    fresh.push(one);
  }
  return fresh;
};
