import type { RejectionMessages } from '@sohoi/decider';
import type { HolidaysRejection } from './holidays.decider.js';
import { legalGrounds } from './legal-grounds.js';
import type { RequestKind } from './request-kind.js';
import type { PersonRequestRejection } from './person-request.rules.js';
import type { KnownRequest } from './person-request.state.js';
import type { PersonRejection, RetentionPrevails } from './person.rules.js';

const kindVi: { readonly [K in RequestKind]: string } = {
  access: 'xem, cung cấp dữ liệu',
  correction: 'chỉnh sửa dữ liệu',
  erasure: 'xóa dữ liệu',
  restriction: 'hạn chế xử lý dữ liệu',
  objection: 'phản đối xử lý dữ liệu',
};

const statusVi: { readonly [S in KnownRequest['status']]: string } = {
  open: 'đang xem xét',
  granted: 'đã được chấp thuận',
  completed: 'đã hoàn thành',
  refused: 'đã bị từ chối',
  withdrawn: 'đã được rút lại',
  lapsed: 'đã chấm dứt vì dữ liệu của người này đã được xóa',
};

/** A plain date as Vietnamese people write it. */
const day = (date: string): string => date.split('-').reverse().join('/');

const retention = {
  vi: ({ holdId, legalGround, until }: RetentionPrevails) =>
    `Không thể xóa: dữ liệu của người này phải được giữ (mã ${holdId}) theo ${legalGrounds[legalGround].vi} ` +
    `${until ? `đến hết ngày ${day(until)}` : 'cho đến khi có quyết định thôi giữ'}; hãy từ chối yêu cầu và nêu căn cứ.`,
  en: ({ holdId, legalGround, until }: RetentionPrevails) =>
    `The data cannot be erased: they are held (${holdId}) under ${legalGrounds[legalGround].en} ` +
    `${until ? `until ${until}` : 'until the hold is lifted'}; refuse the request and name the ground.`,
  limit: ({ until }: RetentionPrevails) => until,
};

export const personRequestMessages: RejectionMessages<PersonRequestRejection> = {
  RequestNotFound: {
    vi: () => 'Chưa có yêu cầu nào với mã này.',
    en: () => 'There is no request with this id.',
  },
  RequestAlreadyReceived: {
    field: 'id',
    vi: (r) => `Mã (id) này đã được dùng cho một yêu cầu nhận ngày ${day(r.receivedAt)}; hãy dùng mã khác.`,
    en: (r) => `The id already belongs to a request received on ${r.receivedAt}; use another id.`,
  },
  NothingHeldOnPerson: {
    field: 'personId',
    vi: () => 'Dữ liệu của người này (personId) đã được xóa: sổ không còn giữ gì để giải quyết.',
    en: () => 'The data of this person (personId) were erased: nothing is held that could be asked for.',
  },
  BeforeReceipt: {
    field: 'at',
    limit: (r) => r.receivedAt,
    vi: (r) => `Ngày (at) không được trước ngày nhận yêu cầu ${day(r.receivedAt)}.`,
    en: (r) => `at must not be before the day on which the request was received, ${r.receivedAt}.`,
  },
  BeforeDecision: {
    field: 'at',
    limit: (r) => r.decidedAt,
    vi: (r) => `Ngày (at) không được trước ngày quyết định ${day(r.decidedAt)}.`,
    en: (r) => `at must not be before the day of the decision, ${r.decidedAt}.`,
  },
  RequestIsOver: {
    vi: (r) => `Không thực hiện được nữa: yêu cầu ${statusVi[r.status]}.`,
    en: (r) => `It is too late for this: the request is ${r.status}.`,
  },
  RequestNotYetGranted: {
    vi: () => 'Yêu cầu chưa được chấp thuận nên chưa thể ghi là hoàn thành.',
    en: () => 'The request has not been granted, so it cannot be completed.',
  },
  GrantTakesEffect: {
    vi: (r) =>
      `Yêu cầu ${kindVi[r.kind]} đã được chấp thuận và có hiệu lực ngay; chỉ từ chối được khi việc xóa bị một quyết định giữ dữ liệu ngăn lại.`,
    en: (r) =>
      `A granted request of kind ${r.kind} takes effect at once; it can be refused only when a hold stopped the erasure.`,
  },
  AlreadyExtended: {
    limit: (r) => r.completeBy,
    vi: (r) => `Yêu cầu đã được gia hạn một lần, đến ngày ${day(r.completeBy)}; không được gia hạn nữa.`,
    en: (r) => `The request was extended once already, until ${r.completeBy}; it cannot be extended again.`,
  },
  TermHasEnded: {
    field: 'at',
    limit: (r) => r.completeBy,
    vi: (r) => `Thời hạn đã hết ngày ${day(r.completeBy)}; chỉ được gia hạn (at) khi thời hạn chưa hết.`,
    en: (r) => `The term ended on ${r.completeBy}; at must not be later to extend it.`,
  },
  DeciderIsReceiver: {
    limit: (r) => r.receivedBy,
    vi: () => 'Người nhận yêu cầu không được quyết định yêu cầu đó; hãy để người khác hoặc cấp trên quyết định.',
    en: () =>
      'Who received the request may not decide it; somebody else decides, in a small unit one of the level above.',
  },
  GroundDoesNotFit: {
    field: 'legalGround',
    vi: (r) =>
      `Căn cứ pháp lý (legalGround) không phù hợp với quyết định này về yêu cầu ${kindVi[r.kind]}: ${legalGrounds[r.legalGround].vi}.`,
    en: (r) =>
      `legalGround does not carry this decision on a request of kind ${r.kind}: ${legalGrounds[r.legalGround].en}.`,
  },
  RetentionPrevails: retention,
};

export const personMessages: RejectionMessages<PersonRejection> = {
  RetentionPrevails: retention,
  PersonIsErased: {
    vi: (r) => `Dữ liệu của người này đã được xóa ngày ${day(r.erasedAt)}; không thể ghi gì thêm.`,
    en: (r) => `The data of this person were erased on ${r.erasedAt}; nothing more can be recorded.`,
  },
  ErasureWasStopped: {
    vi: (r) =>
      `Việc xóa theo yêu cầu này đã bị quyết định giữ dữ liệu (mã ${r.holdId}) ngăn lại và không thực hiện nữa; hãy từ chối yêu cầu.`,
    en: (r) => `The erasure of this request was stopped by a hold (${r.holdId}) for good; refuse the request.`,
  },
  NothingStopsErasure: {
    vi: () => 'Không có quyết định giữ dữ liệu nào ngăn việc xóa này.',
    en: () => 'No hold stops this erasure.',
  },
  HoldAlreadyPlaced: {
    field: 'id',
    vi: (r) => `Mã (id) này đã được dùng cho một quyết định giữ dữ liệu ngày ${day(r.placedAt)}; hãy dùng mã khác.`,
    en: (r) => `The id already belongs to a hold placed on ${r.placedAt}; use another id.`,
  },
  HoldNotFound: {
    vi: () => 'Chưa có quyết định giữ dữ liệu nào với mã này cho người này.',
    en: () => 'There is no hold with this id for this person.',
  },
  BeforeHold: {
    field: 'at',
    limit: (r) => r.placedAt,
    vi: (r) => `Ngày (at) không được trước ngày bắt đầu giữ dữ liệu ${day(r.placedAt)}.`,
    en: (r) => `at must not be before the day on which the hold was placed, ${r.placedAt}.`,
  },
  HoldEndsBeforeItBegins: {
    field: 'until',
    limit: (r) => r.at,
    vi: (r) => `Ngày cuối (until) không được trước ngày bắt đầu giữ dữ liệu ${day(r.at)}.`,
    en: (r) => `until must not be before the day on which the hold begins, ${r.at}.`,
  },
  GroundHoldsNothing: {
    field: 'legalGround',
    vi: (r) => `Căn cứ pháp lý (legalGround) này không cho phép giữ dữ liệu: ${legalGrounds[r.legalGround].vi}.`,
    en: (r) => `legalGround is none on which data may be held: ${legalGrounds[r.legalGround].en}.`,
  },
  ProcessingNotRestricted: {
    vi: () => 'Việc xử lý dữ liệu của người này không bị hạn chế nên không có gì để thôi.',
    en: () => 'The processing of this person’s data is not restricted, so there is nothing to lift.',
  },
  BeforeRestriction: {
    field: 'at',
    limit: (r) => r.restrictedAt,
    vi: (r) => `Ngày (at) không được trước ngày bắt đầu hạn chế xử lý ${day(r.restrictedAt)}.`,
    en: (r) => `at must not be before the day of the restriction, ${r.restrictedAt}.`,
  },
};

export const holidaysMessages: RejectionMessages<HolidaysRejection> = {
  DayOutsideYear: {
    field: 'days',
    limit: (r) => r.year,
    vi: (r) => `Ngày ${day(r.day)} (days, workingDays) không thuộc năm ${r.year} (year).`,
    en: (r) => `${r.day} (days, workingDays) is not in the year ${r.year} (year).`,
  },
  DayGivenTwice: {
    field: 'days',
    vi: (r) => `Ngày ${day(r.day)} (days, workingDays) được nêu hai lần.`,
    en: (r) => `${r.day} (days, workingDays) is given twice.`,
  },
  NoDayOfRest: {
    field: 'workingDays',
    vi: (r) => `Ngày ${day(r.day)} (workingDays) không phải thứ Bảy hay Chủ nhật nên không thể là ngày làm bù.`,
    en: (r) => `${r.day} (workingDays) is neither a Saturday nor a Sunday, so it cannot be worked in exchange.`,
  },
};
