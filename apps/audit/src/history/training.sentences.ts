import type { TrainingEvent } from '@sohoi/training/events';
import type { SentencesOf } from './sentences.js';

export const trainingSentences: SentencesOf<TrainingEvent> = {
  TrainingPlanApproved: {
    vi: ({ name, approvedBy }) => `${approvedBy} phê duyệt kế hoạch bồi dưỡng ${name}.`,
    en: ({ name, approvedBy }) => `${approvedBy} approved the training plan ${name}.`,
  },
  ClassOpened: {
    vi: ({ name, from, to }, { day }) => `Mở lớp ${name}, từ ${day(from)} đến ${day(to)}.`,
    en: ({ name, from, to }, { day }) => `The class ${name} was opened, from ${day(from)} to ${day(to)}.`,
  },
  TraineesEnrolled: {
    vi: ({ trainees }, { number }) => `Ghi danh ${number(trainees.length)} học viên.`,
    en: ({ trainees }, { number }) => `Trainees enrolled: ${number(trainees.length)}.`,
  },
  TraineeNameCorrected: {
    vi: () => 'Sửa họ tên của một học viên.',
    en: () => 'The name of a trainee was corrected.',
  },
  SessionAttended: {
    vi: ({ session, traineeIds }, { number }) => `Buổi ${session}: ${number(traineeIds.length)} lượt dự.`,
    en: ({ session, traineeIds }, { number }) => `Session ${session}: ${number(traineeIds.length)} attended.`,
  },
  AttendanceWithdrawn: {
    vi: ({ session, traineeIds }, { number }) => `Buổi ${session}: rút ${number(traineeIds.length)} lượt dự ghi nhầm.`,
    en: ({ session, traineeIds }, { number }) =>
      `Session ${session}: ${number(traineeIds.length)} attendances recorded by mistake were withdrawn.`,
  },
  TraineeTested: {
    vi: ({ mark }, { number }) => `Điểm kiểm tra của một học viên: ${number(mark)}.`,
    en: ({ mark }, { number }) => `The mark of a trainee's test: ${number(mark)}.`,
  },
  CertificateIssued: {
    vi: () => 'Cấp chứng chỉ cho một học viên.',
    en: () => 'A certificate was issued to a trainee.',
  },
  CertificateRevoked: {
    vi: ({ issuedAt }, { day }) => `Thu hồi chứng chỉ cấp ngày ${day(issuedAt)}.`,
    en: ({ issuedAt }, { day }) => `The certificate issued on ${day(issuedAt)} was revoked.`,
  },
  ClassClosed: {
    vi: ({ attendances, persons, certificates }, { number }) =>
      `Kết thúc lớp: ${number(attendances)} lượt dự, ${number(persons)} người, ${number(certificates)} chứng chỉ.`,
    en: ({ attendances, persons, certificates }, { number }) =>
      `The class closed: ${number(attendances)} attendances, ${number(persons)} persons, ${number(certificates)} certificates.`,
  },
  ClassCancelled: { vi: () => 'Huỷ lớp.', en: () => 'The class was cancelled.' },
  AttendanceReported: {
    vi: ({ persons }, { number }) => `Báo cáo số người dự lớp: ${number(persons)}.`,
    en: ({ persons }, { number }) => `Persons in the class as reported: ${number(persons)}.`,
  },
};
