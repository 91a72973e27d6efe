import { id } from '@sohoi/fields';
import { z } from 'zod';

/** Levels of the organisation, from the top. Districts exist on the map before 1 July 2025 only. */
export const unitLevel = z.enum(['central', 'province', 'district', 'commune']);
export type UnitLevel = z.infer<typeof unitLevel>;

/** Posts of a unit (chair, viceChair, specialisedOfficer) and of a chapter (chapterHead, chapterDeputy). */
export const post = z.enum(['chair', 'viceChair', 'specialisedOfficer', 'chapterHead', 'chapterDeputy']);
export type Post = z.infer<typeof post>;

/** What has posts: a unit or a chapter. */
export const body = z.strictObject({ kind: z.enum(['unit', 'chapter']), id });
export type Body = z.infer<typeof body>;
