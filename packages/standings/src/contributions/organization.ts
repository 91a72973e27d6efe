import type { OrganizationEvent } from '@sohoi/organization/events';
import { add, chapter, latest, NONE, nothing, unit } from '../contribution.js';
import type { Contribution, Contributors } from '../contribution.js';
import type { DataOf } from '../events.js';

type Taken = DataOf<OrganizationEvent, 'PostHolderElected'>;
type Allowance = Pick<DataOf<OrganizationEvent, 'AllowanceStopped'>, 'body' | 'post' | 'at'>;

const taken = ({ body, post, partyMember, at }: Taken): readonly Contribution[] => {
  if (post === 'chapterDeputy') return [add(body, 'deputyInPost', at, 1)];
  if (post !== 'chapterHead') return NONE;
  const counts = [latest(body, 'headSince', at, Number(at.replaceAll('-', ''))), add(body, 'headInPost', at, 1)];
  return partyMember ? counts : [...counts, add(body, 'headNonParty', at, 1)];
};

const relieved = (data: DataOf<OrganizationEvent, 'PostHolderRelieved'>): readonly Contribution[] => {
  const { body, post, partyMember, hadAllowance, at } = data;
  if (post === 'chapterDeputy') return [add(body, 'deputyInPost', at, -1)];
  if (post !== 'chapterHead') return NONE;
  const counts = [add(body, 'headInPost', at, -1)];
  if (!partyMember) counts.push(add(body, 'headNonParty', at, -1));
  if (hadAllowance) counts.push(latest(body, 'headAllowance', at, 0));
  return counts;
};

/** A later grant to the same head replaces the earlier one, so what counts is the last word, not a sum. */
const allowance =
  (has: 1 | 0) =>
  ({ body, post, at }: Allowance): readonly Contribution[] =>
    post === 'chapterHead' ? [latest(body, 'headAllowance', at, has)] : NONE;

export const organizationContributions: Contributors<OrganizationEvent> = {
  UnitEstablished: nothing,
  UnitRenamed: nothing,
  UnitMoved: nothing,
  UnitDissolved: ({ unitId, at }) => [add(unit(unitId), 'dissolved', at, 1)],
  UnitSucceeded: nothing,
  WomenCounted: ({ unitId, count, at }) => [latest(unit(unitId), 'women18', at, count)],
  ChapterEstablished: ({ chapterId, at }) => [add(chapter(chapterId), 'standing', at, 1)],
  ChapterClosed: ({ chapterId, at }) => [add(chapter(chapterId), 'standing', at, -1)],
  ChapterWomenCounted: ({ chapterId, count, at }) => [latest(chapter(chapterId), 'women18', at, count)],
  PostHolderElected: taken,
  PostHolderNameCorrected: nothing,
  PostHolderAppointed: taken,
  PostHolderRelieved: relieved,
  AllowanceGranted: allowance(1),
  AllowanceStopped: allowance(0),
  PostHolderJoinedParty: ({ body, post, at }) => (post === 'chapterHead' ? [add(body, 'headNonParty', at, -1)] : NONE),
  GroupEstablished: ({ chapterId, at }) => [add(chapter(chapterId), 'groups', at, 1)],
  GroupClosed: ({ chapterId, at }) => [add(chapter(chapterId), 'groups', at, -1)],
};
