/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { count, id, name, personal, plainDate, reason, source, text } from '@sohoi/fields';
import { z } from 'zod';

/** Posts by which trained officers are counted; a candidate is somebody planned for the post of chair or vice-chair. */
export const traineePost = z.enum([
  'chair',
  'viceChair',
  'specialisedOfficer',
  'chapterHead',
  'chapterDeputy',
  'groupHead',
  'groupDeputy',
  'candidate',
  'other',
]);

/** A mark of the test, 0 to 10, at most two decimals. */
export const mark = z.number().min(0).max(10).multipleOf(0.01);

/** Number of a session: 1 for the first. */
export const session = z.int().min(1).max(60);

export const certificateNo = text(50);

/** Data of schema version 1 were recorded in the clear, and are data of version 2 as they are. */
const lifted = { schemaVersion: 2, upcasters: { 1: (data: unknown) => data } } as const;

/** One person in one class; `unitId` is the trainee's own unit, `chapterId` her chapter where she has a post in one. */
export const trainee = z.strictObject({
  traineeId: id,
  personId: id,
  fullName: name,
  post: traineePost.optional(),
  chapterId: id.nullable().optional(),
  unitId: id,
});

/** A trainee as an event holds her: the name in the clear, or sealed with her key. */
const recordedTrainee = trainee.extend({ fullName: personal(name, 'personId') });

/** How many persons a class counts for, and the day from which. */
const counted = z.strictObject({ persons: count, at: plainDate });

const ofClass = { classId: id, unitId: id };

const certificate = {
  ...ofClass,
  certificateNo: personal(certificateNo, 'personId'),
  traineeId: id,
  personId: id,
  chapterId: id.nullable(),
  traineeUnitId: id,
  post: traineePost.nullable(),
};

export const trainingClassEvents = {
  ClassOpened: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofClass,
      planId: id.nullable(),
      name,
      place: name.optional(),
      /** First and last day of teaching. */
      from: plainDate,
      to: plainDate,
      sessions: session,
      /** Most trainees that may be enrolled; absent: no limit. */
      capacity: z.int().min(1).max(100_000).optional(),
      /** Least mark with which a certificate is issued; absent: no test is needed. */
      passMark: mark.optional(),
      at: plainDate,
    }),
  },
  TraineesEnrolled: {
    ...lifted,
    schema: z.strictObject({ ...ofClass, trainees: z.array(recordedTrainee).min(1).max(1000), at: plainDate }),
  },
  TraineeNameCorrected: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofClass,
      traineeId: id,
      personId: id,
      traineeUnitId: id,
      fullName: personal(name, 'personId'),
      reason: personal(reason, 'personId'),
      at: plainDate,
    }),
  },
  /** Only trainees not yet recorded for this session, so the attendances (lượt) of a class are the sum of the lengths. */
  SessionAttended: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofClass,
      session,
      traineeIds: z.array(id).min(1).max(1000),
      /** How many different persons have attended at least one session, this event included. */
      persons: count,
      at: plainDate,
    }),
  },
  /** Who was recorded for a session and was not there; they count as if they had never been recorded. */
  AttendanceWithdrawn: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofClass,
      session,
      traineeIds: z.array(id).min(1).max(1000),
      /** How many different persons are left who attended at least one session. */
      persons: count,
      /** What the class counted for by name until now, and since when; null before its close, and where a report stands for it. */
      replaces: counted.nullable(),
      reason,
      at: plainDate,
    }),
  },
  TraineeTested: {
    schemaVersion: 1,
    schema: z.strictObject({ ...ofClass, traineeId: id, mark, at: plainDate }),
  },
  CertificateIssued: { ...lifted, schema: z.strictObject({ ...certificate, at: plainDate }) },
  /** Names the day of issue, since it is the issue that no longer counts. */
  CertificateRevoked: {
    ...lifted,
    schema: z.strictObject({
      ...certificate,
      issuedAt: plainDate,
      reason: personal(reason, 'personId'),
      at: plainDate,
    }),
  },
  /** The three counts of the class at its close; attendances, persons and certificates are never the same number. */
  ClassClosed: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofClass,
      attendances: count,
      persons: count,
      certificates: count,
      /** Persons as a report gave them, who then count in place of `persons`; null: no report. */
      reportedPersons: count.nullable(),
      /** Why it closed before its last day. */
      reason: reason.optional(),
      at: plainDate,
    }),
  },
  ClassCancelled: { schemaVersion: 1, schema: z.strictObject({ ...ofClass, reason, at: plainDate }) },
  /** A count of persons as a report gives it, without their names; the note says what the count hides ("gần 500 học viên"). */
  AttendanceReported: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofClass,
      persons: count,
      /** What the class counted for until now, and since when: an earlier report, or the persons by name at its close. */
      replaces: counted.nullable(),
      source,
      note: reason.optional(),
      at: plainDate,
    }),
  },
} as const satisfies EventCatalog;

export type TrainingClassEvent = EventOf<typeof trainingClassEvents>;
