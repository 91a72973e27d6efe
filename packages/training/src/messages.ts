import type { RejectionMessages } from '@sohoi/decider';
import type { TrainingClassRejection } from './training-class.rules.js';
import type { TrainingPlanRejection } from './training-plan.decider.js';

export type TrainingRejection = TrainingPlanRejection | TrainingClassRejection;

/** 14/07/2023, as dates are written in Vietnamese. */
const day = (date: string): string => date.split('-').reverse().join('/');
/** 8,5: the decimal mark in Vietnamese is a comma. */
const decimal = (value: number): string => String(value).replace('.', ',');
const STATUS = { closed: 'đã bế mạc', cancelled: 'đã bị huỷ' };

/** What each rejection says to the person who asked: the field, the limit, what to do. */
export const trainingMessages: RejectionMessages<TrainingRejection> = {
  PlanAlreadyApproved: {
    field: 'id',
    vi: (r) => `Kế hoạch "${r.name}" đã được phê duyệt ngày ${day(r.at)} với nội dung khác.`,
    en: (r) => `The plan "${r.name}" was approved on ${r.at} with other content.`,
  },
  PlanYearsReversed: {
    field: 'toYear',
    limit: (r) => r.fromYear,
    vi: (r) => `toYear (${r.toYear}) phải từ năm fromYear (${r.fromYear}) trở đi.`,
    en: (r) => `toYear (${r.toYear}) must be fromYear (${r.fromYear}) or later.`,
  },
  ClassAlreadyOpened: {
    field: 'id',
    vi: (r) => `Mã lớp này đã dùng cho lớp "${r.name}" với nội dung khác.`,
    en: (r) => `This class id is taken by the class "${r.name}" with other content.`,
  },
  ClassNotOpened: { vi: () => 'Chưa có lớp này.', en: () => 'There is no such class.' },
  ClassNotOpen: {
    vi: (r) => `Lớp ${STATUS[r.status]}, không ghi thêm được.`,
    en: (r) => `The class is ${r.status}; this can no longer be recorded.`,
  },
  ClassDatesReversed: {
    field: 'to',
    limit: (r) => r.from,
    vi: (r) => `Ngày kết thúc (to: ${day(r.to)}) trước ngày khai giảng (from: ${day(r.from)}).`,
    en: (r) => `The last day (to: ${r.to}) is before the first (from: ${r.from}).`,
  },
  OutsideClassDates: {
    field: 'at',
    limit: (r) => r.to,
    vi: (r) => `Ngày học (at: ${day(r.at)}) phải từ ${day(r.from)} đến ${day(r.to)}.`,
    en: (r) => `The day of the session (at: ${r.at}) must be from ${r.from} to ${r.to}.`,
  },
  EnrolmentAfterEnd: {
    field: 'at',
    limit: (r) => r.to,
    vi: (r) => `Ngày ghi danh (at: ${day(r.at)}) sau ngày lớp kết thúc ${day(r.to)}.`,
    en: (r) => `The day of enrolment (at: ${r.at}) is after the last day of the class, ${r.to}.`,
  },
  BeforeClassStart: {
    field: 'at',
    limit: (r) => r.from,
    vi: (r) => `Ngày (at: ${day(r.at)}) trước ngày khai giảng ${day(r.from)}.`,
    en: (r) => `The day (at: ${r.at}) is before the first day of the class, ${r.from}.`,
  },
  ClassFull: {
    field: 'trainees',
    limit: (r) => r.capacity,
    vi: (r) => `Lớp nhận tối đa ${r.capacity} học viên, đã có ${r.enrolled}, không thêm được ${r.asked} người.`,
    en: (r) => `The class takes ${r.capacity} trainees at most and has ${r.enrolled}; ${r.asked} more do not fit.`,
  },
  TraineeIdTaken: {
    field: 'trainees',
    vi: (r) => `traineeId ${r.traineeId} đã ghi danh với thông tin khác.`,
    en: (r) => `traineeId ${r.traineeId} is enrolled already with other details.`,
  },
  PersonAlreadyEnrolled: {
    field: 'trainees',
    vi: (r) => `Người ${r.personId} đã có trong lớp với traineeId ${r.traineeId}.`,
    en: (r) => `The person ${r.personId} is already in the class as traineeId ${r.traineeId}.`,
  },
  TraineesNotEnrolled: {
    field: 'traineeIds',
    vi: (r) => `Chưa ghi danh vào lớp: ${r.traineeIds.join(', ')}.`,
    en: (r) => `Not enrolled in the class: ${r.traineeIds.join(', ')}.`,
  },
  SessionUnknown: {
    field: 'session',
    limit: (r) => r.sessions,
    vi: (r) => `Lớp chỉ có ${r.sessions} buổi, không có buổi (session) ${r.session}.`,
    en: (r) => `The class has ${r.sessions} sessions; there is no session ${r.session}.`,
  },
  TraineeNeverAttended: {
    vi: (r) => `Học viên ${r.traineeId} chưa dự buổi nào nên chưa được cấp chứng nhận.`,
    en: (r) => `The trainee ${r.traineeId} has attended no session, so no certificate can be issued.`,
  },
  TestNotPassed: {
    vi: (r) =>
      r.mark === null
        ? `Học viên ${r.traineeId} chưa có điểm kiểm tra; cần từ ${decimal(r.passMark)} điểm.`
        : `Học viên ${r.traineeId} được ${decimal(r.mark)} điểm; cần từ ${decimal(r.passMark)} điểm.`,
    en: (r) =>
      r.mark === null
        ? `The trainee ${r.traineeId} has no mark yet; at least ${r.passMark} is needed.`
        : `The trainee ${r.traineeId} has the mark ${r.mark}; at least ${r.passMark} is needed.`,
  },
  CertificateNumberTaken: {
    field: 'certificateNo',
    vi: () => 'Số chứng nhận (certificateNo) này đã dùng trong lớp.',
    en: () => 'The certificate number (certificateNo) is used already in this class.',
  },
  CertificateHeld: {
    vi: (r) => `Học viên ${r.traineeId} đã có chứng nhận của lớp này.`,
    en: (r) => `The trainee ${r.traineeId} already holds a certificate of this class.`,
  },
  CertificateNotIssued: {
    field: 'certificateNo',
    vi: () => 'Lớp này chưa cấp chứng nhận số (certificateNo) đó.',
    en: () => 'This class issued no certificate of that number (certificateNo).',
  },
  CertificateAlreadyRevoked: {
    vi: (r) => `Chứng nhận này đã bị thu hồi ngày ${day(r.at)}.`,
    en: (r) => `The certificate was revoked on ${r.at}.`,
  },
  RevokedBeforeIssued: {
    field: 'at',
    limit: (r) => r.issuedAt,
    vi: (r) => `Ngày thu hồi (at: ${day(r.at)}) trước ngày cấp ${day(r.issuedAt)}.`,
    en: (r) => `The day of revocation (at: ${r.at}) is before the day of issue, ${r.issuedAt}.`,
  },
  ClassNotOver: {
    field: 'at',
    limit: (r) => r.to,
    vi: (r) => `Ngày bế mạc (at: ${day(r.at)}) trước ngày học cuối ${day(r.to)}: cần nêu lý do (reason).`,
    en: (r) => `The closing day (at: ${r.at}) is before the last day, ${r.to}: a reason is needed.`,
  },
  ClassTookPlace: {
    vi: (r) => `Đã có ${r.persons} người dự, không huỷ lớp được; hãy bế mạc và nêu lý do.`,
    en: (r) => `${r.persons} persons attended, so the class cannot be cancelled; close it with a reason.`,
  },
};
