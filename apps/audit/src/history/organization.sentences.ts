import type { OrganizationEvent } from '@sohoi/organization/events';
import type { SentencesOf } from './sentences.js';

export const organizationSentences: SentencesOf<OrganizationEvent> = {
  UnitEstablished: {
    vi: ({ kind, name }) => `Thành lập đơn vị ${kind} ${name}.`,
    en: ({ kind, name }) => `The unit ${name} (${kind}) was established.`,
  },
  UnitRenamed: {
    vi: ({ name }) => `Đổi tên đơn vị thành ${name}.`,
    en: ({ name }) => `The unit was renamed ${name}.`,
  },
  UnitMoved: {
    vi: ({ unitId, from, to }, { place }) => `Chuyển ${place(unitId)} từ ${place(from)} về trực thuộc ${place(to)}.`,
    en: ({ unitId, from, to }, { place }) => `${place(unitId)} moved from ${place(from)} to ${place(to)}.`,
  },
  UnitDissolved: {
    vi: ({ unitId }, { place }) => `Kết thúc hoạt động của ${place(unitId)}.`,
    en: ({ unitId }, { place }) => `${place(unitId)} was dissolved.`,
  },
  UnitSucceeded: {
    vi: ({ unitId, successorIds }, { place }) =>
      `Kế tục ${place(unitId)}: ${successorIds.map((id) => place(id)).join(', ')}.`,
    en: ({ unitId, successorIds }, { place }) =>
      `${place(unitId)} was succeeded by ${successorIds.map((id) => place(id)).join(', ')}.`,
  },
  WomenCounted: {
    vi: ({ unitId, count }, { place, number }) => `Phụ nữ từ 18 tuổi tại ${place(unitId)}: ${number(count)} người.`,
    en: ({ unitId, count }, { place, number }) => `Women aged 18 and over in ${place(unitId)}: ${number(count)}.`,
  },
  ChapterEstablished: {
    vi: ({ name, unitId }, { place }) => `Thành lập ${name} thuộc ${place(unitId)}.`,
    en: ({ name, unitId }, { place }) => `${name} was established in ${place(unitId)}.`,
  },
  ChapterClosed: {
    vi: ({ chapterId }, { place }) => `Kết thúc hoạt động của ${place(chapterId)}.`,
    en: ({ chapterId }, { place }) => `${place(chapterId)} was closed.`,
  },
  ChapterWomenCounted: {
    vi: ({ chapterId, count }, { place, number }) =>
      `Phụ nữ từ 18 tuổi trong địa bàn ${place(chapterId)}: ${number(count)} người.`,
    en: ({ chapterId, count }, { place, number }) =>
      `Women aged 18 and over whom ${place(chapterId)} could gather: ${number(count)}.`,
  },
  PostHolderElected: {
    vi: ({ body, post }, { place, word }) => `Bầu ${word(post)} của ${place(body.id)}.`,
    en: ({ body, post }, { place, word }) => `The ${word(post)} of ${place(body.id)} was elected.`,
  },
  PostHolderAppointed: {
    vi: ({ body, post }, { place, word }) => `Chỉ định ${word(post)} của ${place(body.id)}.`,
    en: ({ body, post }, { place, word }) => `The ${word(post)} of ${place(body.id)} was appointed.`,
  },
  PostHolderNameCorrected: {
    vi: ({ body, post }, { place, word }) => `Sửa họ tên của ${word(post)} của ${place(body.id)}.`,
    en: ({ body, post }, { place, word }) => `The name of the ${word(post)} of ${place(body.id)} was corrected.`,
  },
  PostHolderRelieved: {
    vi: ({ body, post }, { place, word }) => `Thôi giữ chức ${word(post)} của ${place(body.id)}.`,
    en: ({ body, post }, { place, word }) => `The ${word(post)} of ${place(body.id)} was relieved.`,
  },
  AllowanceGranted: {
    vi: ({ post, amount }, { word, number }) => `Phụ cấp cho ${word(post)}: ${number(amount)} đồng một tháng.`,
    en: ({ post, amount }, { word, number }) => `Allowance of the ${word(post)}: ${number(amount)} đồng a month.`,
  },
  AllowanceStopped: {
    vi: ({ post }, { word }) => `Thôi phụ cấp cho ${word(post)}.`,
    en: ({ post }, { word }) => `The allowance of the ${word(post)} was stopped.`,
  },
  PostHolderJoinedParty: {
    vi: ({ post }, { word }) => `Người giữ chức ${word(post)} được kết nạp vào Đảng.`,
    en: ({ post }, { word }) => `The ${word(post)} joined the Party.`,
  },
  GroupEstablished: {
    vi: ({ name, chapterId }, { place }) => `Thành lập ${name} thuộc ${place(chapterId)}.`,
    en: ({ name, chapterId }, { place }) => `${name} was established in ${place(chapterId)}.`,
  },
  GroupClosed: {
    vi: ({ chapterId }, { place }) => `Kết thúc hoạt động của một tổ thuộc ${place(chapterId)}.`,
    en: ({ chapterId }, { place }) => `A group of ${place(chapterId)} was closed.`,
  },
};
