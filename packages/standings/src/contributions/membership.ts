import { CORE } from '@sohoi/membership/events';
import type { MembershipEvent, Standing } from '@sohoi/membership/events';
import { add, chapter, NONE, nothing } from '../contribution.js';
import type { Contribution, Contributors } from '../contribution.js';

/** Honorary members are counted apart: they never enter the share of women gathered (charter 2022, Art. 3.2). */
const membersOf = (kind: Standing['kind']): string => (kind === 'ordinary' ? 'members' : 'honorary');

const measureOf = (category: string): string => (category === CORE ? 'core' : `category:${category}`);

/** The first day of `yyyy-H1` or `yyyy-H2`: dues count for the half-year they pay for, whenever they are paid. */
const firstDayOf = (halfYear: string): string =>
  `${halfYear.slice(0, 4)}${halfYear.endsWith('1') ? '-01-01' : '-07-01'}`;

/** Dues for half-years that are not over stay with the member: the chapter she is in at the end has them. */
const duesOf = (chapterId: string, halfYears: readonly string[], sign: 1 | -1): readonly Contribution[] =>
  halfYears.map((half) => add(chapter(chapterId), 'duesPaid', firstDayOf(half), sign));

/** A whole member enters (+1) or leaves (−1) the chapter's counts. */
const standingOf = (chapterId: string, standing: Standing, at: string, sign: 1 | -1): Contribution[] => {
  const subject = chapter(chapterId);
  const counts = [add(subject, membersOf(standing.kind), at, sign)];
  if (standing.regular) counts.push(add(subject, 'regular', at, sign));
  if (standing.core) counts.push(add(subject, 'core', at, sign));
  for (const category of standing.categories) counts.push(add(subject, measureOf(category), at, sign));
  return [...counts, ...duesOf(chapterId, standing.duesPaid, sign)];
};

export const membershipContributions: Contributors<MembershipEvent> = {
  MemberAdmitted: ({ chapterId, at }) => [add(chapter(chapterId), 'members', at, 1)],
  HonoraryMemberRecognised: ({ chapterId, at }) => [add(chapter(chapterId), 'honorary', at, 1)],
  HonoraryRecognitionAnnulled: ({ chapterId, at }) => [add(chapter(chapterId), 'honorary', at, -1)],
  PersonCorrected: nothing,
  MemberTransferred: ({ from, to, standing, at }) => [
    ...standingOf(from.chapterId, standing, at, -1),
    ...standingOf(to.chapterId, standing, at, 1),
  ],
  CategoryAdded: ({ chapterId, category, at }) => [add(chapter(chapterId), measureOf(category), at, 1)],
  CategoryRemoved: ({ chapterId, category, at }) => [add(chapter(chapterId), measureOf(category), at, -1)],
  RegularParticipationRecorded: ({ chapterId, regular, at }) => [
    add(chapter(chapterId), 'regular', at, regular ? 1 : -1),
  ],
  DuesRecorded: ({ chapterId, halfYear }) => [add(chapter(chapterId), 'duesPaid', firstDayOf(halfYear), 1)],
  IntroducedToParty: ({ chapterId, asChapterHead, at }) =>
    asChapterHead ? [add(chapter(chapterId), 'headGroomed', at, 1)] : NONE,
  JoinedParty: nothing,
  MembershipEnded: ({ chapterId, standing, at }) => standingOf(chapterId, standing, at, -1),
  MemberReinstated: ({ chapterId, kind, duesPaid, at }) => [
    add(chapter(chapterId), membersOf(kind), at, 1),
    ...duesOf(chapterId, duesPaid, 1),
  ],
};
