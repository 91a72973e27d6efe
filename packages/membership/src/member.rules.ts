import { sameData } from '@sohoi/decider';
import { opened } from '@sohoi/fields';
import type { EndReason } from './member.events.js';
import type { RecordedCorrection, RecordedPerson } from './person.fields.js';

/** Charter of 2022: members are 18 or over; honorary members (Art. 3.2) too, of whatever sex. */
export const MINIMUM_AGE = 18;

/** A member's categories, apart from the core category, at most. */
export const MAX_CATEGORIES = 50;

/** Why a command about a member is refused; the fields are what the message needs. Dates are `yyyy-mm-dd`. */
export type MemberRejection =
  | { readonly code: 'MemberNotAdmitted' }
  | { readonly code: 'MemberAlreadyAdmitted'; readonly admittedAt: string }
  | { readonly code: 'OrdinaryMemberNotFemale' }
  /** `age` is the greatest age that the birth year allows on that day. */
  | { readonly code: 'TooYoung'; readonly minimumAge: number; readonly age: number }
  | { readonly code: 'NotInChapter'; readonly memberChapter: string }
  /** Nobody enters a chapter that has been closed. */
  | { readonly code: 'ChapterIsClosed'; readonly chapter: string }
  | { readonly code: 'BeforeAdmission'; readonly admittedAt: string }
  /** The day lies before the day on which the member entered her present chapter. */
  | { readonly code: 'BeforeEntry'; readonly since: string }
  /** The day lies before the day of the last change of what is changed, or of what would move or end with it. */
  | { readonly code: 'BeforeLastChange'; readonly changedAt: string }
  | { readonly code: 'BeforeEnd'; readonly endedAt: string }
  | { readonly code: 'MembershipHasEnded'; readonly endedAt: string; readonly reason: EndReason }
  | { readonly code: 'MembershipActive'; readonly memberChapter: string }
  | { readonly code: 'MemberDeceased'; readonly endedAt: string }
  | { readonly code: 'RecognitionAnnulled'; readonly annulledAt: string }
  | { readonly code: 'MemberNotHonorary' }
  /** Honorary members pay no dues and are not counted as regular, core or of a category; the Party is not theirs to enter here. */
  | { readonly code: 'MemberIsHonorary' }
  | { readonly code: 'TooManyCategories'; readonly limit: number }
  | { readonly code: 'DuesAlreadyRecorded'; readonly halfYear: string; readonly amount: number }
  | { readonly code: 'HalfYearBeforeAdmission'; readonly halfYear: string; readonly admittedAt: string }
  | { readonly code: 'AlreadyIntroducedToParty'; readonly introducedAt: string }
  | { readonly code: 'NotIntroducedToParty' }
  | { readonly code: 'BeforeIntroduction'; readonly introducedAt: string }
  | { readonly code: 'AlreadyPartyMember'; readonly joinedAt: string };

/** The greatest age that a birth year allows on a day; the year alone is known. */
const greatestAge = (birthYear: number, at: string): number => Number(at.slice(0, 4)) - birthYear;

/** Why this person cannot be a member from that day, if so. An unknown birth year is taken on trust. */
export const tooYoung = (person: Pick<RecordedPerson, 'birthYear'>, at: string): MemberRejection | undefined => {
  const birthYear = opened(person.birthYear);
  if (birthYear === undefined) return undefined;
  const age = greatestAge(birthYear, at);
  return age < MINIMUM_AGE ? { code: 'TooYoung', minimumAge: MINIMUM_AGE, age } : undefined;
};

/** The person with the corrected fields in place of the wrong ones. */
export const corrected = (person: RecordedPerson, correction: RecordedCorrection): RecordedPerson => {
  const fields = Object.entries(correction).filter(([, value]) => value !== undefined);
  const kept = Object.entries({ ...person, ...Object.fromEntries(fields) }).filter(([, value]) => value !== null);
  return Object.fromEntries(kept) as RecordedPerson;
};

export const samePerson = (a: RecordedPerson, b: RecordedPerson): boolean => sameData(a, b);
