import type { TrainingEvent } from '@sohoi/training/events';
import { add, chapter, NONE, nothing, unit } from '../contribution.js';
import type { Contribution, Contributors } from '../contribution.js';
import type { DataOf } from '../events.js';

type Certificate = Omit<DataOf<TrainingEvent, 'CertificateIssued'>, 'certificateNo'>;

/** A certificate counts for the holder's own unit, and for the chapter whose head she is. */
const certificate =
  (sign: 1 | -1) =>
  ({ traineeUnitId, chapterId, post, at }: Certificate): readonly Contribution[] => {
    const counts = [add(unit(traineeUnitId), 'certificates', at, sign)];
    if (chapterId !== null && post === 'chapterHead') counts.push(add(chapter(chapterId), 'trainedHead', at, sign));
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
  SessionAttended: nothing,
  TraineeTested: nothing,
  CertificateIssued: certificate(1),
  CertificateRevoked: certificate(-1),
  ClassClosed: ({ unitId, persons, at }) => [add(unit(unitId), 'trainedByName', at, persons)],
  ClassCancelled: nothing,
  AttendanceReported: ({ unitId, persons, at }) => [add(unit(unitId), 'trainedAsReported', at, persons)],
};
