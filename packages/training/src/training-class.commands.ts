import { count, id, name, plainDate, reason, source } from '@sohoi/fields';
import { z } from 'zod';
import { certificateNo, mark, session, trainee } from './training-class.events.js';

const LAN = '0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e01';
const HOA = '0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e02';
const LE_CHAN = '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2';

export const openClass = z
  .strictObject({
    /** The client may choose the id. */
    id: id.optional(),
    unitId: id,
    /** The plan that the class is part of; null: none. */
    planId: id.nullable(),
    name,
    place: name.optional(),
    from: plainDate,
    to: plainDate,
    sessions: session,
    capacity: z.int().min(1).max(100_000).optional(),
    passMark: mark.optional(),
    at: plainDate,
  })
  .meta({
    id: 'OpenClass',
    description:
      'Opens a class: first and last day of teaching, number of sessions (1 to 60), most trainees if limited.',
    example: {
      unitId: LE_CHAN,
      planId: null,
      name: 'Lớp bồi dưỡng nghiệp vụ công tác Hội đối với đội ngũ cán bộ Hội các cấp năm 2023',
      place: 'Trung tâm Bồi dưỡng chính trị quận Lê Chân',
      from: '2023-07-12',
      to: '2023-07-14',
      sessions: 6,
      capacity: 500,
      at: '2023-07-01',
    },
  });

export const enrolTrainees = z.strictObject({ trainees: z.array(trainee).min(1).max(1000), at: plainDate }).meta({
  id: 'EnrolTrainees',
  description: 'Enrols 1 to 1000 trainees; those who already are enrolled are passed over.',
  example: {
    trainees: [
      {
        traineeId: LAN,
        personId: 'a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c01',
        fullName: 'Nguyễn Thị Ví Dụ',
        post: 'chair',
        unitId: LE_CHAN,
      },
    ],
    at: '2023-07-10',
  },
});

export const correctTraineeName = z.strictObject({ fullName: name, reason, at: plainDate }).meta({
  id: 'CorrectTraineeName',
  description: 'Corrects the name under which a trainee was enrolled.',
  example: { fullName: 'Nguyễn Thị Ví Dụ Hai', reason: 'Ghi sai tên', at: '2023-07-13' },
});

export const recordAttendance = z
  .strictObject({ session, traineeIds: z.array(id).min(1).max(1000), at: plainDate })
  .meta({
    id: 'RecordAttendance',
    description: 'Who was at a session; can be sent in parts. `at` is the day of the session.',
    example: { session: 1, traineeIds: [LAN, HOA], at: '2023-07-12' },
  });

export const withdrawAttendance = z
  .strictObject({ session, traineeIds: z.array(id).min(1).max(1000), reason, at: plainDate })
  .meta({
    id: 'WithdrawAttendance',
    description: 'Takes back an attendance that was recorded by mistake. `at` is the day on which it is taken back.',
    example: { session: 1, traineeIds: [HOA], reason: 'Điểm danh nhầm', at: '2023-07-13' },
  });

export const recordTest = z.strictObject({ traineeId: id, mark, at: plainDate }).meta({
  id: 'RecordTest',
  description: 'The mark of a test, 0 to 10; the last one counts.',
  example: { traineeId: LAN, mark: 8.5, at: '2023-07-14' },
});

export const issueCertificate = z.strictObject({ certificateNo, traineeId: id, at: plainDate }).meta({
  id: 'IssueCertificate',
  description: 'A certificate for a trainee who attended; its number is used once in a class.',
  example: { certificateNo: '127/GCN-HPN', traineeId: LAN, at: '2023-07-14' },
});

export const revokeCertificate = z.strictObject({ certificateNo, reason, at: plainDate }).meta({
  id: 'RevokeCertificate',
  description: 'Takes back a certificate; its number stays used.',
  example: { certificateNo: '127/GCN-HPN', reason: 'Cấp nhầm người', at: '2023-08-02' },
});

export const closeClass = z.strictObject({ reason: reason.optional(), at: plainDate }).meta({
  id: 'CloseClass',
  description: 'Closes a class; before its last day only with a reason.',
  example: { at: '2023-07-14' },
});

export const cancelClass = z.strictObject({ reason, at: plainDate }).meta({
  id: 'CancelClass',
  description: 'Calls off a class that nobody attended.',
  example: { reason: 'Hoãn do mưa bão', at: '2023-07-11' },
});

export const reportAttendance = z
  .strictObject({ persons: count, source, note: reason.optional(), at: plainDate })
  .meta({
    id: 'ReportAttendance',
    description: 'A number of persons as a report gives it, without names; a later report replaces it.',
    example: {
      persons: 500,
      source: { title: 'Bồi dưỡng nghiệp vụ cho gần 500 cán bộ Hội', date: '2023-07-12' },
      note: 'Báo ghi "gần 500 học viên"',
      at: '2023-07-12',
    },
  });

type OfClass<T extends z.ZodType> = Omit<z.infer<T>, 'id'> & { readonly classId: string };

export type TrainingClassCommand =
  | { readonly type: 'OpenClass'; readonly data: OfClass<typeof openClass> }
  | { readonly type: 'EnrolTrainees'; readonly data: OfClass<typeof enrolTrainees> }
  | {
      readonly type: 'CorrectTraineeName';
      readonly data: OfClass<typeof correctTraineeName> & { readonly traineeId: string };
    }
  | { readonly type: 'RecordAttendance'; readonly data: OfClass<typeof recordAttendance> }
  | { readonly type: 'WithdrawAttendance'; readonly data: OfClass<typeof withdrawAttendance> }
  | { readonly type: 'RecordTest'; readonly data: OfClass<typeof recordTest> }
  | { readonly type: 'IssueCertificate'; readonly data: OfClass<typeof issueCertificate> }
  | { readonly type: 'RevokeCertificate'; readonly data: OfClass<typeof revokeCertificate> }
  | { readonly type: 'CloseClass'; readonly data: OfClass<typeof closeClass> }
  | { readonly type: 'CancelClass'; readonly data: OfClass<typeof cancelClass> }
  | { readonly type: 'ReportAttendance'; readonly data: OfClass<typeof reportAttendance> };
