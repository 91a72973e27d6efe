import type { HolidaysEvent, PersonEvent, PersonRequestEvent } from '@sohoi/persons/events';
import type { SentencesOf } from './sentences.js';

export const personsSentences: SentencesOf<PersonEvent | PersonRequestEvent | HolidaysEvent> = {
  PersonErased: {
    vi: () => 'Xoá dữ liệu cá nhân của người này.',
    en: () => "The person's data were erased.",
  },
  ErasureStopped: {
    vi: () => 'Dừng việc xoá dữ liệu vì có yêu cầu lưu giữ.',
    en: () => 'The erasure was stopped, since the data are held.',
  },
  ProcessingRestricted: {
    vi: () => 'Hạn chế xử lý dữ liệu của người này.',
    en: () => "The processing of the person's data was restricted.",
  },
  RestrictionLifted: {
    vi: () => 'Thôi hạn chế xử lý dữ liệu của người này.',
    en: () => "The restriction of the person's data was lifted.",
  },
  RetentionHoldPlaced: {
    vi: () => 'Yêu cầu lưu giữ dữ liệu của người này.',
    en: () => "A hold was placed on the person's data.",
  },
  RetentionHoldLifted: {
    vi: () => 'Thôi yêu cầu lưu giữ dữ liệu của người này.',
    en: () => "A hold on the person's data was lifted.",
  },
  RequestReceived: {
    vi: ({ kind, replyBy }, { word, day }) => `Nhận yêu cầu ${word(kind)}, trả lời trước ${day(replyBy)}.`,
    en: ({ kind, replyBy }, { word, day }) => `A request for ${word(kind)} came in, to be answered by ${day(replyBy)}.`,
  },
  RequestAcknowledged: {
    vi: () => 'Đã trả lời là đã nhận yêu cầu.',
    en: () => 'The request was acknowledged.',
  },
  RequestExtended: {
    vi: ({ completeBy }, { day }) => `Gia hạn yêu cầu đến ${day(completeBy)}.`,
    en: ({ completeBy }, { day }) => `The request was extended to ${day(completeBy)}.`,
  },
  RequestGranted: {
    vi: ({ kind }, { word }) => `Chấp thuận yêu cầu ${word(kind)}.`,
    en: ({ kind }, { word }) => `The request for ${word(kind)} was granted.`,
  },
  RequestRefused: {
    vi: ({ kind }, { word }) => `Từ chối yêu cầu ${word(kind)}.`,
    en: ({ kind }, { word }) => `The request for ${word(kind)} was refused.`,
  },
  RequestCompleted: {
    vi: () => 'Đã thực hiện xong yêu cầu.',
    en: () => 'The request was completed.',
  },
  RequestLapsed: {
    vi: () => 'Yêu cầu hết hiệu lực vì dữ liệu của người này đã xoá.',
    en: () => "The request lapsed, since the person's data are erased.",
  },
  RequestWithdrawn: {
    vi: () => 'Người yêu cầu rút yêu cầu.',
    en: () => 'The request was withdrawn.',
  },
  HolidaysPublished: {
    vi: ({ year }) => `Công bố ngày nghỉ của năm ${year}.`,
    en: ({ year }) => `The holidays of ${year} were published.`,
  },
};
