import type { RejectionMessages } from '@sohoi/decider';
import type { EndReason } from './member.events.js';
import type { MemberRejection } from './member.rules.js';

const reasonVi: { readonly [R in EndReason]: string } = {
  left: 'xin ra khỏi Hội',
  'moved-away': 'đi khỏi địa bàn',
  deceased: 'qua đời',
  removed: 'bị đưa ra khỏi tổ chức Hội',
};

/** A plain date as Vietnamese people write it. */
const day = (date: string): string => date.split('-').reverse().join('/');

export const membershipMessages: RejectionMessages<MemberRejection> = {
  MemberNotAdmitted: {
    vi: () => 'Chưa có hội viên với mã này: người này chưa được kết nạp hay công nhận.',
    en: () => 'There is no member with this id: nobody was admitted or recognised under it.',
  },
  MemberAlreadyAdmitted: {
    field: 'id',
    vi: (r) => `Mã (id) này đã được dùng cho một hội viên vào Hội ngày ${day(r.admittedAt)}; hãy dùng mã khác.`,
    en: (r) => `The id already belongs to a member who entered the union on ${r.admittedAt}; use another id.`,
  },
  OrdinaryMemberNotFemale: {
    field: 'person.gender',
    vi: () => 'Giới tính (person.gender) phải là nữ: hội viên là phụ nữ; nam giới chỉ có thể là hội viên danh dự.',
    en: () => 'person.gender must be female: ordinary members are women; men can be honorary members only.',
  },
  TooYoung: {
    field: 'person.birthYear',
    limit: (r) => r.minimumAge,
    vi: (r) =>
      `Năm sinh (person.birthYear) không hợp lệ: người này mới ${r.age} tuổi vào ngày đó, phải từ đủ ${r.minimumAge} tuổi.`,
    en: (r) =>
      `person.birthYear makes the person ${r.age} years old on that day; members are at least ${r.minimumAge}.`,
  },
  NotInChapter: {
    field: 'from',
    limit: (r) => r.memberChapter,
    vi: (r) => `Chi hội chuyển đi (from) không đúng: hội viên đang ở chi hội ${r.memberChapter}.`,
    en: (r) => `from is not the member's chapter: she belongs to chapter ${r.memberChapter}.`,
  },
  ChapterIsClosed: {
    vi: (r) => `Chi hội ${r.chapter} (chapterId, to) đã kết thúc hoạt động nên không nhận thêm hội viên.`,
    en: (r) => `Chapter ${r.chapter} (chapterId, to) has been closed and takes no more members.`,
  },
  BeforeAdmission: {
    field: 'at',
    limit: (r) => r.admittedAt,
    vi: (r) => `Ngày (at) không được trước ngày vào Hội ${day(r.admittedAt)}.`,
    en: (r) => `at must not be before the day of admission, ${r.admittedAt}.`,
  },
  BeforeLastChange: {
    field: 'at',
    limit: (r) => r.changedAt,
    vi: (r) => `Ngày (at) không được trước ngày thay đổi gần nhất đã ghi, ${day(r.changedAt)}.`,
    en: (r) => `at must not be before the last change that is recorded, of ${r.changedAt}.`,
  },
  BeforeEntry: {
    field: 'at',
    limit: (r) => r.since,
    vi: (r) => `Ngày (at) không được trước ngày hội viên vào chi hội hiện tại, ${day(r.since)}.`,
    en: (r) => `at must not be before the day on which the member entered her present chapter, ${r.since}.`,
  },
  BeforeEnd: {
    field: 'at',
    limit: (r) => r.endedAt,
    vi: (r) => `Ngày (at) không được trước ngày thôi là hội viên, ${day(r.endedAt)}.`,
    en: (r) => `at must not be before the day on which the membership ended, ${r.endedAt}.`,
  },
  MembershipHasEnded: {
    vi: (r) => `Người này đã thôi là hội viên từ ngày ${day(r.endedAt)} (${reasonVi[r.reason]}).`,
    en: (r) => `The membership ended on ${r.endedAt} (${r.reason}).`,
  },
  MembershipActive: {
    vi: (r) => `Người này vẫn là hội viên của chi hội ${r.memberChapter}; hãy chuyển sinh hoạt thay vì phục hồi.`,
    en: (r) => `The membership has not ended: she belongs to chapter ${r.memberChapter}; transfer her instead.`,
  },
  MemberDeceased: {
    vi: (r) => `Không thể phục hồi: hội viên đã qua đời, ghi nhận ngày ${day(r.endedAt)}.`,
    en: (r) => `The membership cannot be reinstated: the member died, recorded for ${r.endedAt}.`,
  },
  RecognitionAnnulled: {
    vi: (r) => `Việc công nhận hội viên danh dự đã bị hủy ngày ${day(r.annulledAt)}.`,
    en: (r) => `The recognition as honorary member was annulled on ${r.annulledAt}.`,
  },
  MemberNotHonorary: {
    vi: () => 'Người này không phải hội viên danh dự nên không có gì để hủy công nhận.',
    en: () => 'The member is not an honorary member, so there is no recognition to annul.',
  },
  MemberIsHonorary: {
    vi: () =>
      'Đây là hội viên danh dự: không đóng hội phí, không tính vào hội viên nòng cốt, đặc thù hay sinh hoạt thường xuyên, không được Hội giới thiệu kết nạp Đảng tại đây.',
    en: () =>
      'An honorary member pays no dues, is not counted as core, special or regular, and is not introduced to the Party here.',
  },
  TooManyCategories: {
    field: 'category',
    limit: (r) => r.limit,
    vi: (r) => `Một hội viên có nhiều nhất ${r.limit} nhóm đối tượng (category).`,
    en: (r) => `A member has at most ${r.limit} categories.`,
  },
  DuesAlreadyRecorded: {
    field: 'halfYear',
    vi: (r) => `Hội phí kỳ ${r.halfYear} (halfYear) đã được ghi: ${r.amount} đồng.`,
    en: (r) => `The dues for halfYear ${r.halfYear} are already recorded: ${r.amount} đồng.`,
  },
  HalfYearBeforeAdmission: {
    field: 'halfYear',
    limit: (r) => r.admittedAt,
    vi: (r) => `Kỳ hội phí ${r.halfYear} (halfYear) kết thúc trước ngày vào Hội ${day(r.admittedAt)}.`,
    en: (r) => `halfYear ${r.halfYear} ended before the day of admission, ${r.admittedAt}.`,
  },
  AlreadyIntroducedToParty: {
    vi: (r) => `Hội viên đã được giới thiệu cho Đảng ngày ${day(r.introducedAt)}.`,
    en: (r) => `The member was already introduced to the Party on ${r.introducedAt}.`,
  },
  NotIntroducedToParty: {
    vi: () => 'Hội chưa giới thiệu hội viên này cho Đảng; hãy ghi việc giới thiệu trước.',
    en: () => 'The union has not introduced this member to the Party; record the introduction first.',
  },
  BeforeIntroduction: {
    field: 'at',
    limit: (r) => r.introducedAt,
    vi: (r) => `Ngày kết nạp Đảng (at) không được trước ngày giới thiệu ${day(r.introducedAt)}.`,
    en: (r) => `at must not be before the day of the introduction, ${r.introducedAt}.`,
  },
  AlreadyPartyMember: {
    vi: (r) => `Hội viên đã vào Đảng ngày ${day(r.joinedAt)}.`,
    en: (r) => `The member joined the Party on ${r.joinedAt}.`,
  },
};
