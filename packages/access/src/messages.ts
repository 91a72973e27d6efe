import type { RejectionMessages } from '@sohoi/decider';
import type { Role } from './role.js';
import type { RightsRejection } from './rights.rules.js';

const roleVi: { readonly [R in Role]: string } = {
  'commune-cadre': 'cán bộ Hội cấp xã',
  'province-verifier': 'người thẩm định cấp tỉnh',
  'central-officer': 'cán bộ Trung ương Hội',
  auditor: 'kiểm tra viên',
  analyst: 'người phân tích',
  operator: 'người vận hành',
  'data-protection-officer': 'người phụ trách bảo vệ dữ liệu cá nhân',
  subscriber: 'hệ thống nhận dữ liệu',
};

/** A plain date as Vietnamese people write it. */
const day = (date: string): string => date.split('-').reverse().join('/');

export const accessMessages: RejectionMessages<RightsRejection> = {
  RightForOneself: {
    field: 'actorId',
    vi: () => 'Không ai tự cấp quyền cho chính mình (actorId); hãy để người khác có thẩm quyền cấp.',
    en: () => 'Nobody grants a right to herself (actorId); somebody else who may grant it has to.',
  },
  RoleOnlyViews: {
    field: 'capture',
    limit: () => false,
    vi: (r) => `Vai trò ${roleVi[r.role]} (role) chỉ được xem: quyền nhập liệu (capture) phải là false.`,
    en: (r) => `The role ${r.role} only views: capture must be false.`,
  },
  TopicsMissing: {
    field: 'topics',
    limit: () => 1,
    vi: () => 'Hệ thống nhận dữ liệu (subscriber) phải có ít nhất 1 chủ đề (topics).',
    en: () => 'A subscriber needs at least 1 of the topics.',
  },
  TopicsForSubscribersOnly: {
    field: 'topics',
    limit: () => 0,
    vi: (r) => `Chủ đề (topics) chỉ dành cho vai trò subscriber; vai trò ${roleVi[r.role]} phải để trống.`,
    en: (r) => `topics are for the role subscriber only; they must be empty for ${r.role}.`,
  },
  EndsBeforeItBegins: {
    field: 'to',
    limit: (r) => r.from,
    vi: (r) => `Ngày cuối (to) không được trước ngày đầu (from) ${day(r.from)}.`,
    en: (r) => `to must not be before from, ${r.from}.`,
  },
  RightAlreadyOver: {
    field: 'to',
    limit: (r) => r.today,
    vi: (r) => `Ngày cuối (to) không được trước hôm nay, ${day(r.today)}: quyền sẽ không bao giờ có hiệu lực.`,
    en: (r) => `to must not be before today, ${r.today}: the right would never hold.`,
  },
  RoleNotYoursToGrant: {
    field: 'role',
    vi: (r) => `Bạn không có thẩm quyền cấp vai trò ${roleVi[r.role]} (role).`,
    en: (r) => `You may not grant the role ${r.role}.`,
  },
  UnitNotYoursToGrant: {
    field: 'unitId',
    vi: (r) =>
      r.unitId === null
        ? 'Bạn không có thẩm quyền cấp vai trò này trên toàn hệ thống (unitId để trống).'
        : `Bạn không có thẩm quyền cấp vai trò này tại đơn vị ${r.unitId} (unitId).`,
    en: (r) =>
      r.unitId === null
        ? 'You may not grant this role on the whole organisation (unitId is null).'
        : `You may not grant this role on the unit ${r.unitId} (unitId).`,
  },
  DatesNotYoursToGrant: {
    field: 'from',
    limit: (r) => ({ from: r.heldFrom, to: r.heldTo }),
    vi: (r) =>
      `Thời hạn (from, to) vượt quá thời hạn quyền của bạn: từ ${day(r.heldFrom)} ${r.heldTo === null ? 'trở đi' : `đến ${day(r.heldTo)}`}.`,
    en: (r) =>
      `from and to reach beyond your own right: ${r.heldFrom} ${r.heldTo === null ? 'and later' : `to ${r.heldTo}`}.`,
  },
  CaptureNotYoursToGrant: {
    field: 'capture',
    limit: () => false,
    vi: () => 'Bạn chỉ có quyền xem với vai trò này nên không thể cấp quyền nhập liệu (capture).',
    en: () => 'You may only view in this role, so you cannot grant capture.',
  },
  SensitiveNotYoursToGrant: {
    field: 'sensitive',
    limit: () => false,
    vi: () => 'Bạn không được đọc dữ liệu cá nhân nhạy cảm nên không thể cấp quyền đó (sensitive).',
    en: () => 'You may not read sensitive fields, so you cannot grant that (sensitive).',
  },
  TopicsNotYoursToGrant: {
    field: 'topics',
    limit: (r) => r.heldTopics,
    vi: (r) => `Bạn chỉ có thể cấp các chủ đề (topics): ${r.heldTopics.join(', ')}.`,
    en: (r) => `You may grant these topics only: ${r.heldTopics.join(', ')}.`,
  },
  RightIdTaken: {
    field: 'id',
    vi: () => 'Mã (id) này đã được dùng cho một quyền khác của người này; hãy dùng mã khác.',
    en: () => 'The id already belongs to another right of this actor; use another id.',
  },
  SameRightHeld: {
    vi: (r) => `Người này đã có đúng quyền đó, mã ${r.heldRight}.`,
    en: (r) => `The actor already has this very right, with the id ${r.heldRight}.`,
  },
  TooManyRights: {
    limit: (r) => r.limit,
    vi: (r) => `Một người có nhiều nhất ${r.limit} quyền còn thời hạn và chưa thu hồi; hãy thu hồi quyền cũ trước.`,
    en: (r) => `An actor has at most ${r.limit} rights that are neither withdrawn nor over; withdraw old ones first.`,
  },
  TooManyRightsOfYours: {
    limit: (r) => r.limit,
    vi: (r) =>
      `Bạn cấp cho một người nhiều nhất ${r.limit} quyền còn thời hạn, kể cả quyền cấp hôm nay đã thu hồi; hãy thu hồi quyền cũ, hoặc cấp một quyền tại đơn vị cấp trên.`,
    en: (r) =>
      `You may grant one actor at most ${r.limit} rights that are not over, with those of today that are withdrawn; withdraw old ones, or grant one right on a unit above.`,
  },
  OwnRightToGrantAll: {
    field: 'rightId',
    vi: () =>
      'Không ai tự thu hồi quyền (rightId) cấp quyền trên toàn hệ thống của chính mình; hãy để người khác có thẩm quyền thu hồi.',
    en: () =>
      'Nobody withdraws her own right (rightId) to grant on the whole organisation; somebody else who holds it has to.',
  },
  RightNotFound: {
    field: 'rightId',
    vi: () => 'Người này không có quyền nào với mã (rightId) đó mà bạn có thẩm quyền cấp, nên bạn không thể thu hồi.',
    en: () => 'The actor has no right with this rightId that you could have granted, so you cannot withdraw it.',
  },
  RightWithdrawnBefore: {
    field: 'rightId',
    vi: (r) => `Quyền này (rightId) đã bị thu hồi ngày ${day(r.withdrawnAt)}.`,
    en: (r) => `The right (rightId) was already withdrawn on ${r.withdrawnAt}.`,
  },
  ActorNotFound: {
    field: 'actorId',
    vi: () =>
      'Không có ai với mã (actorId) đó mà bạn có thẩm quyền cấp mọi quyền hiện có, nên bạn không thể kết thúc phiên của họ.',
    en: () =>
      'There is nobody with this actorId whom you could have granted all of today’s rights, so you cannot end those sessions.',
  },
};
