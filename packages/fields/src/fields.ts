import { z } from 'zod';

/** A lone half of a surrogate pair: no character, and no valid UTF-8. */
const loneSurrogate = /\p{Surrogate}/u;
/** Control characters except tab and line breaks; NUL among them, which PostgreSQL cannot store. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Text that people read: composed (NFC), trimmed, 1 to `max` characters.
 * Decomposed input is composed before its length is measured.
 */
export const text = (max: number) =>
  z
    .string()
    .overwrite((s) => s.normalize('NFC').trim())
    .min(1)
    .max(max)
    .refine((s) => !loneSurrogate.test(s), { error: 'unpaired-surrogate' })
    .refine((s) => !control.test(s), { error: 'control-character' });

/** A name of a unit, chapter, class, rubric and the like. */
export const name = text(200);

/** A reason or remark: a sentence or two. */
export const reason = text(1000);

/** An opaque id: a UUID in its lower-case form. */
export const id = z.guid().overwrite((s) => s.toLowerCase());

/** A word that machines compare: a code list's entry, a criterion's key. */
export const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'code' });

/** A plain date `yyyy-mm-dd` that exists in the calendar; never an instant. From 1900 on. */
export const plainDate = z.iso.date().refine((d) => d >= '1900-01-01', { error: 'date-too-early' });

/** A count of persons or things: a whole number, 0 to 100 million (more than the country's women). */
export const count = z.int().min(0).max(100_000_000);

/** Vietnamese đồng, whole: 0 to 10^12. */
export const vnd = z.int().min(0).max(1_000_000_000_000);

/** Đồng that change hands, whole: 1 to 10^12. */
export const payment = z.int().min(1).max(1_000_000_000_000);

/** Points of a rubric: 0 to 1000, at most two decimals. */
export const points = z.number().min(0).max(1000).multipleOf(0.01);

/** Where a figure or rule comes from: a document, with a link where there is one. */
export const source = z.strictObject({
  title: text(300),
  date: plainDate.optional(),
  url: z.url().max(500).optional(),
});

/** A legal act: number, issuer, date of signing. */
export const legalAct = z.strictObject({ number: text(100), issuer: text(200), date: plainDate.optional() });
