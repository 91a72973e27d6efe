import type { TrainingEvent } from '@sohoi/training/events';
import { add, chapter, NONE, nothing, unit } from '../contribution.js';
import type { Contribution, Contributors } from '../contribution.js';
import type { DataOf } from '../events.js';

type Certificate = Pick<DataOf<TrainingEvent, 'CertificateIssued'>, 'traineeUnitId' | 'chapterId' | 'post'>;

/** A certificate counts for the holder's own unit, and for the chapter whose head she is, on the day of its issue. */
const certificate = (
  { traineeUnitId, chapterId, post }: Certificate,
  issuedAt: string,
  sign: 1 | -1,
): readonly Contribution[] => {
  const counts = [add(unit(traineeUnitId), 'certificates', issuedAt, sign)];
  if (chapterId !== null && post === 'chapterHead') counts.push(add(chapter(chapterId), 'trainedHead', issuedAt, sign));
  return counts;
};

export const trainingContributions: Contributors<TrainingEvent> = {
  /** A plan counts from its approval to the end of its last year. */
  TrainingPlanApproved: ({ unitId, toYear, at }) =>
    Number(at.slice(0, 4)) > toYear
      ? NONE
      : [add(unit(unitId), 'planApproved', at, 1), add(unit(unitId), 'planApproved', `${toYear + 1}-01-01`, -1)],
  ClassOpened: nothing,
  TraineesEnrolled: nothing,
  TraineeNameCorrected: nothing,
  SessionAttended: nothing,
  /** Whoever was not there never counted, so it is the day of the close that loses her. */
  AttendanceWithdrawn: ({ unitId, persons, replaces }) =>
    replaces ? [add(unit(unitId), 'trained', replaces.at, persons - replaces.persons)] : NONE,
  TraineeTested: nothing,
  CertificateIssued: (data) => certificate(data, data.at, 1),
  CertificateRevoked: (data) => certificate(data, data.issuedAt, -1),
  /** A report stands for all of the class; without one, those who attended by name. Never both. */
  ClassClosed: ({ unitId, persons, reportedPersons, at }) =>
    reportedPersons === null ? [add(unit(unitId), 'trained', at, persons)] : NONE,
  ClassCancelled: nothing,
  AttendanceReported: ({ unitId, persons, replaces, at }) => [
    ...(replaces ? [add(unit(unitId), 'trained', replaces.at, 0 - replaces.persons)] : NONE),
    add(unit(unitId), 'trained', at, persons),
  ],
};
