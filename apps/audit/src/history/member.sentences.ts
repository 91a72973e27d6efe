import type { MemberEvent } from '@sohoi/membership/events';
import type { SentencesOf } from './sentences.js';

export const memberSentences: SentencesOf<MemberEvent> = {
  MemberAdmitted: {
    vi: ({ chapterId }, { place }) => `Kết nạp hội viên vào ${place(chapterId)}.`,
    en: ({ chapterId }, { place }) => `A member was admitted to ${place(chapterId)}.`,
  },
  HonoraryMemberRecognised: {
    vi: ({ chapterId }, { place }) => `Công nhận hội viên danh dự tại ${place(chapterId)}.`,
    en: ({ chapterId }, { place }) => `An honorary member was recognised in ${place(chapterId)}.`,
  },
  HonoraryRecognitionAnnulled: {
    vi: () => 'Huỷ việc công nhận hội viên danh dự.',
    en: () => 'The recognition as an honorary member was annulled.',
  },
  PersonCorrected: {
    vi: () => 'Sửa thông tin cá nhân của hội viên.',
    en: () => "The member's personal details were corrected.",
  },
  MemberTransferred: {
    vi: ({ from, to }, { place }) => `Chuyển hội viên từ ${place(from.chapterId)} đến ${place(to.chapterId)}.`,
    en: ({ from, to }, { place }) => `The member moved from ${place(from.chapterId)} to ${place(to.chapterId)}.`,
  },
  CategoryAdded: {
    vi: () => 'Xếp hội viên vào một nhóm.',
    en: () => 'The member was counted in one more group.',
  },
  CategoryRemoved: {
    vi: () => 'Đưa hội viên ra khỏi một nhóm.',
    en: () => 'The member is no longer counted in one of her groups.',
  },
  RegularParticipationRecorded: {
    vi: ({ regular }) => (regular ? 'Ghi nhận sinh hoạt thường xuyên.' : 'Ghi nhận không sinh hoạt thường xuyên.'),
    en: ({ regular }) => (regular ? 'She takes part regularly.' : 'She no longer takes part regularly.'),
  },
  DuesRecorded: {
    vi: ({ halfYear, amount }, { number }) => `Nộp hội phí ${halfYear}: ${number(amount)} đồng.`,
    en: ({ halfYear, amount }, { number }) => `Dues of ${halfYear} were paid: ${number(amount)} đồng.`,
  },
  IntroducedToParty: {
    vi: () => 'Giới thiệu hội viên cho Đảng.',
    en: () => 'The member was introduced to the Party.',
  },
  JoinedParty: {
    vi: () => 'Hội viên được kết nạp vào Đảng.',
    en: () => 'The member joined the Party.',
  },
  MembershipEnded: {
    vi: ({ chapterId, reason }, { place, word }) => `Thôi là hội viên tại ${place(chapterId)}: ${word(reason)}.`,
    en: ({ chapterId, reason }, { place, word }) => `The membership in ${place(chapterId)} ended: ${word(reason)}.`,
  },
  MemberReinstated: {
    vi: ({ chapterId }, { place }) => `Sinh hoạt trở lại tại ${place(chapterId)}.`,
    en: ({ chapterId }, { place }) => `The member came back, to ${place(chapterId)}.`,
  },
};
