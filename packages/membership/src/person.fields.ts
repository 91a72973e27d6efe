/** Stored for ever as part of the events: add a version, never edit. */
import { code, name, personal, sensitive, text } from '@sohoi/fields';
import { z } from 'zod';

const gender = z.enum(['female', 'male']);
const birthYear = z.int().min(1900).max(2100);

/**
 * A personal identification number: 12 digits (Circular 59/2021/TT-BCA; no check digit). Only the form is checked: its
 * first digits are the province of registration of that time, which need not exist today.
 */
export const identityNumber = z.string().regex(/^\d{12}$/, { error: 'identity-number' });

/** As people write it: digits, blanks, dots, dashes, brackets, perhaps a plus. */
const phone = z.string().regex(/^\+?[\d .()-]{6,30}$/, { error: 'phone' });

const further = {
  identityNumber: identityNumber.optional(),
  phone: phone.optional(),
  address: text(500).optional(),
  /** Codes of the lists of peoples and of religions in use: `kinh`, `tay`, `none`, … */
  ethnicity: code.optional(),
  religion: code.optional(),
};

/** What is the person's own, apart from the membership, as who records it gives it. */
export const person = z.strictObject({ fullName: name, birthYear: birthYear.optional(), gender, ...further });
export type Person = z.infer<typeof person>;

/** What of it was wrong, as it should have been; null: not known after all. */
export const personCorrection = z
  .strictObject({
    fullName: name.optional(),
    birthYear: birthYear.nullable().optional(),
    gender: gender.optional(),
    identityNumber: identityNumber.nullable().optional(),
    phone: phone.nullable().optional(),
    address: text(500).nullable().optional(),
    ethnicity: code.nullable().optional(),
    religion: code.nullable().optional(),
  })
  .refine((fields) => Object.values(fields).some((value) => value !== undefined), { error: 'nothing-to-correct' });
export type PersonCorrection = z.infer<typeof personCorrection>;

/** The key beside which the fields of a person stand in an event. */
const OF = 'memberId';

/** A person as an event holds it: each value in the clear, or sealed with the person's key. */
export const recordedPerson = z.strictObject({
  fullName: personal(name, OF),
  birthYear: personal(birthYear, OF).optional(),
  gender: personal(gender, OF),
  identityNumber: sensitive(identityNumber, OF).optional(),
  phone: personal(phone, OF).optional(),
  address: personal(text(500), OF).optional(),
  /** Ethnic origin and belief are sensitive by law (Decree 356/2025/NĐ-CP). */
  ethnicity: sensitive(code, OF).optional(),
  religion: sensitive(code, OF).optional(),
});
export type RecordedPerson = z.infer<typeof recordedPerson>;

export const recordedCorrection = z.strictObject({
  fullName: personal(name, OF).optional(),
  birthYear: personal(birthYear, OF).nullable().optional(),
  gender: personal(gender, OF).optional(),
  identityNumber: sensitive(identityNumber, OF).nullable().optional(),
  phone: personal(phone, OF).nullable().optional(),
  address: personal(text(500), OF).nullable().optional(),
  ethnicity: sensitive(code, OF).nullable().optional(),
  religion: sensitive(code, OF).nullable().optional(),
});
export type RecordedCorrection = z.infer<typeof recordedCorrection>;
