/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { code, id, legalAct, masked, personal, plainDate, reason, vnd } from '@sohoi/fields';
import { z } from 'zod';
import { halfYear } from './half-year.js';
import { recordedCorrection, recordedPerson } from './person.fields.js';

export const memberKind = z.enum(['ordinary', 'honorary']);
export type MemberKind = z.infer<typeof memberKind>;

/** A chapter together with the unit it belongs to. */
export const chapterRef = z.strictObject({ chapterId: id, unitId: id });
export type ChapterRef = z.infer<typeof chapterRef>;

/** The category that makes a member a core member (hội viên nòng cốt). */
export const CORE = 'core-member';

/** A group that a member is counted in. Some tell of ethnic origin or belief, so all are kept under a masked code. */
const category = masked(code, 'memberId');

/** What somebody wrote about this member. */
const remark = personal(reason, 'memberId');

/** Data of schema version 1 were recorded in the clear, and are data of version 2 as they are. */
const lifted = { schemaVersion: 2, upcasters: { 1: (data: unknown) => data } } as const;

/** Half-years that were not over on the day, in order, for which the member had paid: they go where she goes. */
const duesPaid = z.array(halfYear).max(400);

/**
 * What a chapter loses when the member leaves it and gains when she enters: enough to keep counts per chapter
 * without remembering the member. `categories` are in order and without the core category, which is `core`.
 */
export const standing = z.strictObject({
  kind: memberKind,
  regular: z.boolean(),
  core: z.boolean(),
  categories: z.array(category).max(50),
  duesPaid,
});
export type Standing = z.infer<typeof standing>;

export const endReason = z.enum(['left', 'moved-away', 'deceased', 'removed']);
export type EndReason = z.infer<typeof endReason>;

/** The member, and the chapter and unit she belongs to at the moment of recording. */
const member = { memberId: id, chapterId: id, unitId: id };

export const memberEvents = {
  MemberAdmitted: { ...lifted, schema: z.strictObject({ ...member, person: recordedPerson, at: plainDate }) },
  HonoraryMemberRecognised: {
    ...lifted,
    schema: z.strictObject({ ...member, person: recordedPerson, decision: legalAct.optional(), at: plainDate }),
  },
  HonoraryRecognitionAnnulled: {
    ...lifted,
    schema: z.strictObject({ ...member, reason: remark, at: plainDate }),
  },
  /** Only the fields that were wrong; null where nothing is known after all. */
  PersonCorrected: {
    schemaVersion: 1,
    schema: z.strictObject({ ...member, person: recordedCorrection, reason: remark, at: plainDate }),
  },
  /** One event for both chapters: nobody is between two chapters or in both. */
  MemberTransferred: {
    ...lifted,
    schema: z.strictObject({
      memberId: id,
      from: chapterRef,
      to: chapterRef,
      standing,
      reason: remark.optional(),
      at: plainDate,
    }),
  },
  CategoryAdded: { ...lifted, schema: z.strictObject({ ...member, category, at: plainDate }) },
  CategoryRemoved: { ...lifted, schema: z.strictObject({ ...member, category, at: plainDate }) },
  RegularParticipationRecorded: {
    schemaVersion: 1,
    schema: z.strictObject({ ...member, regular: z.boolean(), at: plainDate }),
  },
  /** Once per member and half-year; `at` is the day of payment. */
  DuesRecorded: { schemaVersion: 1, schema: z.strictObject({ ...member, halfYear, amount: vnd, at: plainDate }) },
  IntroducedToParty: {
    schemaVersion: 1,
    schema: z.strictObject({ ...member, asChapterHead: z.boolean(), at: plainDate }),
  },
  JoinedParty: { schemaVersion: 1, schema: z.strictObject({ ...member, at: plainDate }) },
  MembershipEnded: {
    ...lifted,
    schema: z.strictObject({ ...member, standing, reason: endReason, note: remark.optional(), at: plainDate }),
  },
  /** Starts again without regular participation and without categories, perhaps in another chapter. */
  MemberReinstated: {
    schemaVersion: 1,
    schema: z.strictObject({ ...member, kind: memberKind, duesPaid, at: plainDate }),
  },
} as const satisfies EventCatalog;
export type MemberEvent = EventOf<typeof memberEvents>;
