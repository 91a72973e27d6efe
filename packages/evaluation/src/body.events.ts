/** Stored for ever: add a version, never edit. */
import { id, text } from '@sohoi/fields';
import { z } from 'zod';

/** What is evaluated: a unit of the organisation, or a chapter (which is no level of it). */
export const body = z.strictObject({ kind: z.enum(['unit', 'chapter']), id });
export type Body = z.infer<typeof body>;

/** A body, and the unit in whose subtree it lies: the unit itself, or the chapter's unit. */
export const bodyInUnit = { body, unitId: id };

/** Opaque id of the person who acts. */
export const actor = text(200);
