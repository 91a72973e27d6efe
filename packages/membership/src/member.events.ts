/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { code, id, legalAct, name, plainDate, reason, vnd } from '@sohoi/fields';
import { z } from 'zod';
import { halfYear } from './half-year.js';

/** What is the person's own, apart from the membership, so that it can be sealed with a key per person. */
export const person = z.strictObject({
  fullName: name,
  birthYear: z.int().min(1900).max(2100).optional(),
  gender: z.enum(['female', 'male']),
});
export type Person = z.infer<typeof person>;

export const memberKind = z.enum(['ordinary', 'honorary']);
export type MemberKind = z.infer<typeof memberKind>;

/** A chapter together with the unit it belongs to. */
export const chapterRef = z.strictObject({ chapterId: id, unitId: id });
export type ChapterRef = z.infer<typeof chapterRef>;

/** The category that makes a member a core member (hội viên nòng cốt). */
export const CORE = 'core-member';

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
  categories: z.array(code).max(50),
  duesPaid,
});
export type Standing = z.infer<typeof standing>;

export const endReason = z.enum(['left', 'moved-away', 'deceased', 'removed']);
export type EndReason = z.infer<typeof endReason>;

/** The member, and the chapter and unit she belongs to at the moment of recording. */
const member = { memberId: id, chapterId: id, unitId: id };

export const memberEvents = {
  MemberAdmitted: { schemaVersion: 1, schema: z.strictObject({ ...member, person, at: plainDate }) },
  HonoraryMemberRecognised: {
    schemaVersion: 1,
    schema: z.strictObject({ ...member, person, decision: legalAct.optional(), at: plainDate }),
  },
  HonoraryRecognitionAnnulled: { schemaVersion: 1, schema: z.strictObject({ ...member, reason, at: plainDate }) },
  /** One event for both chapters: nobody is between two chapters or in both. */
  MemberTransferred: {
    schemaVersion: 1,
    schema: z.strictObject({
      memberId: id,
      from: chapterRef,
      to: chapterRef,
      standing,
      reason: reason.optional(),
      at: plainDate,
    }),
  },
  CategoryAdded: { schemaVersion: 1, schema: z.strictObject({ ...member, category: code, at: plainDate }) },
  CategoryRemoved: { schemaVersion: 1, schema: z.strictObject({ ...member, category: code, at: plainDate }) },
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
    schemaVersion: 1,
    schema: z.strictObject({ ...member, standing, reason: endReason, note: reason.optional(), at: plainDate }),
  },
  /** Starts again without regular participation and without categories, perhaps in another chapter. */
  MemberReinstated: {
    schemaVersion: 1,
    schema: z.strictObject({ ...member, kind: memberKind, duesPaid, at: plainDate }),
  },
} as const satisfies EventCatalog;
export type MemberEvent = EventOf<typeof memberEvents>;
