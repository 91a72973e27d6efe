import { membershipEvents, standing } from '@sohoi/membership/events';
import { personsEvents } from '@sohoi/persons/events';
import { publicly } from './public-event.js';
import type { PublicEvent } from './public-event.js';

const event = publicly('membership');
const ofMember = ['memberId', 'chapterId', 'unitId', 'at'] as const;

const of = membershipEvents;
/** Categories tell of ethnic origin, belief and circumstances: they stay in the house, masked or not. */
const publicStanding = standing.omit({ categories: true });

export const membership: Readonly<Record<string, PublicEvent>> = {
  MemberAdmitted: event('member.admitted', of.MemberAdmitted.schema, ofMember, {
    vi: 'Một hội viên được kết nạp vào một chi hội.',
    en: 'A member is admitted to a chapter.',
  }),
  HonoraryMemberRecognised: event('member.honorary-recognised', of.HonoraryMemberRecognised.schema, ofMember, {
    vi: 'Một hội viên danh dự được công nhận.',
    en: 'An honorary member is recognised.',
  }),
  HonoraryRecognitionAnnulled: event('member.honorary-annulled', of.HonoraryRecognitionAnnulled.schema, ofMember, {
    vi: 'Việc công nhận hội viên danh dự bị hủy bỏ.',
    en: 'The recognition of an honorary member is annulled.',
  }),
  MemberTransferred: event(
    'member.transferred',
    of.MemberTransferred.schema.extend({ standing: publicStanding }),
    ['memberId', 'from', 'to', 'standing', 'at'],
    { vi: 'Một hội viên chuyển từ chi hội này sang chi hội khác.', en: 'A member moves from one chapter to another.' },
  ),
  CategoryAdded: event('member.category-added', of.CategoryAdded.schema, ofMember, {
    vi: 'Một hội viên được ghi vào một diện; diện nào thì không công bố.',
    en: 'A member is put into a category; which one is not told.',
  }),
  CategoryRemoved: event('member.category-removed', of.CategoryRemoved.schema, ofMember, {
    vi: 'Một hội viên ra khỏi một diện; diện nào thì không công bố.',
    en: 'A member leaves a category; which one is not told.',
  }),
  RegularParticipationRecorded: event(
    'member.participation-recorded',
    of.RegularParticipationRecorded.schema,
    [...ofMember, 'regular'],
    {
      vi: 'Ghi nhận hội viên có sinh hoạt thường xuyên hay không.',
      en: 'It is recorded whether a member takes part regularly.',
    },
  ),
  DuesRecorded: event('member.dues-recorded', of.DuesRecorded.schema, [...ofMember, 'halfYear'], {
    vi: 'Hội viên đã nộp hội phí cho một nửa năm.',
    en: 'A member has paid the dues of a half-year.',
  }),
  MembershipEnded: event(
    'member.ended',
    of.MembershipEnded.schema.extend({ standing: publicStanding }),
    [...ofMember, 'standing'],
    { vi: 'Tư cách hội viên chấm dứt.', en: 'A membership ends.' },
  ),
  MemberReinstated: event('member.reinstated', of.MemberReinstated.schema, [...ofMember, 'kind', 'duesPaid'], {
    vi: 'Một hội viên trở lại.',
    en: 'A member comes back.',
  }),
  PersonErased: event('member.erased', personsEvents.PersonErased.schema, ['personId', 'unitId', 'at'], {
    vi: 'Dữ liệu cá nhân của một người đã bị xóa; bên nhận cũng phải xóa những gì mình giữ về người đó.',
    en: 'The personal data of somebody are erased; subscribers erase what they keep about this person.',
  }),
};
