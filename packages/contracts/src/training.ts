import { trainingEvents } from '@sohoi/training/events';
import { publicly } from './public-event.js';
import type { PublicEvent } from './public-event.js';

const event = publicly('training');
const of = trainingEvents;
const ofClass = ['classId', 'unitId', 'at'] as const;
const certificate = [...ofClass, 'traineeId', 'personId', 'chapterId', 'traineeUnitId', 'post'] as const;

export const training: Readonly<Record<string, PublicEvent>> = {
  TrainingPlanApproved: event(
    'training-plan.approved',
    of.TrainingPlanApproved.schema,
    ['planId', 'unitId', 'name', 'approvedBy', 'fromYear', 'toYear', 'decision', 'source', 'at'],
    { vi: 'Một kế hoạch bồi dưỡng được phê duyệt.', en: 'A training plan is approved.' },
  ),
  ClassOpened: event(
    'training-class.opened',
    of.ClassOpened.schema,
    [...ofClass, 'planId', 'name', 'from', 'to', 'sessions', 'capacity', 'passMark'],
    { vi: 'Một lớp bồi dưỡng được mở.', en: 'A training class is opened.' },
  ),
  SessionAttended: event(
    'training-class.attended',
    of.SessionAttended.schema,
    [...ofClass, 'session', 'traineeIds', 'persons'],
    {
      vi: 'Học viên có mặt ở một buổi học.',
      en: 'Trainees were present at a session.',
    },
  ),
  AttendanceWithdrawn: event(
    'training-class.attendance-withdrawn',
    of.AttendanceWithdrawn.schema,
    [...ofClass, 'session', 'traineeIds', 'persons', 'replaces'],
    { vi: 'Bỏ ghi nhận có mặt đã ghi nhầm.', en: 'Attendance recorded by mistake is withdrawn.' },
  ),
  CertificateIssued: event('training-class.certificate-issued', of.CertificateIssued.schema, certificate, {
    vi: 'Một chứng nhận được cấp.',
    en: 'A certificate is issued.',
  }),
  CertificateRevoked: event(
    'training-class.certificate-revoked',
    of.CertificateRevoked.schema,
    [...certificate, 'issuedAt'],
    {
      vi: 'Một chứng nhận bị thu hồi.',
      en: 'A certificate is revoked.',
    },
  ),
  ClassClosed: event(
    'training-class.closed',
    of.ClassClosed.schema,
    [...ofClass, 'attendances', 'persons', 'certificates', 'reportedPersons'],
    { vi: 'Một lớp bồi dưỡng kết thúc.', en: 'A training class is closed.' },
  ),
  ClassCancelled: event('training-class.cancelled', of.ClassCancelled.schema, ofClass, {
    vi: 'Một lớp bồi dưỡng bị hủy.',
    en: 'A training class is cancelled.',
  }),
  AttendanceReported: event(
    'training-class.attendance-reported',
    of.AttendanceReported.schema,
    [...ofClass, 'persons', 'replaces', 'source'],
    { vi: 'Số người học theo báo cáo, không có tên.', en: 'A count of persons as reported, without names.' },
  ),
};
