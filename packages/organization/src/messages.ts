import type { RejectionMessages } from '@sohoi/decider';
import type { Body, Post, UnitLevel } from './body.js';
import type { ChapterRejection } from './chapter.rules.js';
import type { GroupRejection } from './group.decider.js';
import type { UnitRejection } from './unit.rules.js';

export type OrganizationRejection = UnitRejection | ChapterRejection | GroupRejection;

const levelVi: { readonly [L in UnitLevel]: string } = {
  central: 'Trung ương',
  province: 'cấp tỉnh',
  district: 'cấp huyện',
  commune: 'cấp xã',
};

const postVi: { readonly [P in Post]: string } = {
  chair: 'chủ tịch',
  viceChair: 'phó chủ tịch',
  specialisedOfficer: 'cán bộ chuyên trách',
  chapterHead: 'chi hội trưởng',
  chapterDeputy: 'chi hội phó',
};

const bodyVi: { readonly [K in Body['kind']]: string } = { unit: 'đơn vị', chapter: 'chi hội' };

/** A plain date as Vietnamese people write it. */
const day = (date: string): string => date.split('-').reverse().join('/');

const or = (
  levels: readonly (UnitLevel | null)[],
  none: string,
  name: (level: UnitLevel) => string,
  word: string,
): string => levels.map((level) => (level === null ? none : name(level))).join(word);

export const organizationMessages: RejectionMessages<OrganizationRejection> = {
  UnitNotEstablished: {
    vi: () => 'Chưa có đơn vị với mã này.',
    en: () => 'There is no unit with this id.',
  },
  UnitAlreadyEstablished: {
    field: 'id',
    vi: (r) => `Mã (id) này đã được dùng cho một đơn vị lập ngày ${day(r.establishedAt)}; hãy dùng mã khác.`,
    en: (r) => `The id already belongs to a unit established on ${r.establishedAt}; use another id.`,
  },
  UnitIsDissolved: {
    vi: (r) => `Đơn vị đã giải thể ngày ${day(r.dissolvedAt)} nên không ghi thêm được.`,
    en: (r) => `The unit was dissolved on ${r.dissolvedAt}; nothing more can be recorded about it.`,
  },
  UnitStillStands: {
    vi: () => 'Đơn vị chưa giải thể nên chưa có đơn vị kế thừa.',
    en: () => 'The unit is not dissolved, so nothing succeeds it yet.',
  },
  BeforeDissolution: {
    field: 'at',
    limit: (r) => r.dissolvedAt,
    vi: (r) => `Ngày (at) không được trước ngày giải thể ${day(r.dissolvedAt)}.`,
    en: (r) => `at must not be before the day of the dissolution, ${r.dissolvedAt}.`,
  },
  SucceedsItself: {
    field: 'successorIds',
    vi: () => 'Đơn vị không thể kế thừa chính mình (successorIds).',
    en: () => 'A unit cannot succeed itself (successorIds).',
  },
  SuccessorsInRing: {
    field: 'successorIds',
    vi: (r) =>
      `Đơn vị ${r.successorId} (successorIds) lại được chính đơn vị này kế thừa, trực tiếp hoặc qua đơn vị khác.`,
    en: (r) => `The unit ${r.successorId} (successorIds) is itself succeeded by this one, at once or through others.`,
  },
  SuccessorIsBelow: {
    field: 'successorIds',
    vi: (r) =>
      `Đơn vị ${r.successorId} (successorIds), hoặc đơn vị kế thừa nó, trực thuộc đơn vị này hoặc đơn vị mà đơn vị này kế thừa, nên không thể kế thừa.`,
    en: (r) =>
      `The unit ${r.successorId} (successorIds), or one that goes on after it, stands at or below this unit or one that this unit goes on after, so it cannot be a successor.`,
  },
  MovesBelowPredecessor: {
    field: 'to',
    vi: (r) =>
      `Đơn vị ${r.successorId}, là đơn vị được chuyển hoặc trực thuộc nó, kế thừa đơn vị cấp trên mới (to) hoặc đơn vị trên nữa, nên không thể về trực thuộc đó.`,
    en: (r) =>
      `The unit ${r.successorId}, which is the moved one or stands below it, goes on after the new parent (to) or one above that, so it cannot come to stand below it.`,
  },
  SuccessorIsDissolved: {
    field: 'successorIds',
    limit: (r) => r.dissolvedAt,
    vi: (r) =>
      `Đơn vị ${r.successorId} (successorIds) đã giải thể ngày ${day(r.dissolvedAt)}, nên chỉ có thể kế thừa từ một ngày (at) trước đó.`,
    en: (r) =>
      `The unit ${r.successorId} (successorIds) was dissolved on ${r.dissolvedAt}: it can be a successor only from a day (at) before that.`,
  },
  ParentIsDissolved: {
    field: 'at',
    limit: (r) => r.dissolvedAt,
    vi: (r) => `Đơn vị cấp trên đã giải thể ngày ${day(r.dissolvedAt)}: ngày (at) phải trước ngày đó.`,
    en: (r) => `The unit above was dissolved on ${r.dissolvedAt}: at must be before that day.`,
  },
  WrongParentLevel: {
    field: 'parentId',
    limit: (r) => r.allowed,
    vi: (r) =>
      `Đơn vị cấp trên (parentId, to) không đúng: đơn vị ${levelVi[r.level]} phải trực thuộc ${or(r.allowed, 'không đơn vị nào', (l) => levelVi[l], ' hoặc ')}, không phải ${or([r.parentLevel], 'không đơn vị nào', (l) => levelVi[l], '')}.`,
    en: (r) =>
      `The parent (parentId, to) is of the wrong level: a ${r.level} unit stands under ${or(r.allowed, 'none', (l) => l, ' or ')}, not under ${or([r.parentLevel], 'none', (l) => l, '')}.`,
  },
  BeforeMove: {
    field: 'at',
    limit: (r) => r.since,
    vi: (r) => `Ngày (at) không được trước ngày đơn vị về trực thuộc cấp trên hiện tại, ${day(r.since)}.`,
    en: (r) => `at must not be before the day on which the unit came under its present parent, ${r.since}.`,
  },
  BeforeRename: {
    field: 'at',
    limit: (r) => r.since,
    vi: (r) => `Ngày (at) không được trước ngày đơn vị mang tên hiện tại, ${day(r.since)}.`,
    en: (r) => `at must not be before the day on which the unit took its present name, ${r.since}.`,
  },
  BeforeEstablishment: {
    field: 'at',
    limit: (r) => r.establishedAt,
    vi: (r) => `Ngày (at) không được trước ngày thành lập ${day(r.establishedAt)}.`,
    en: (r) => `at must not be before the day of establishment, ${r.establishedAt}.`,
  },
  ChapterNotEstablished: {
    vi: () => 'Chưa có chi hội với mã này.',
    en: () => 'There is no chapter with this id.',
  },
  ChapterAlreadyEstablished: {
    field: 'id',
    vi: (r) => `Mã (id) này đã được dùng cho một chi hội lập ngày ${day(r.establishedAt)}; hãy dùng mã khác.`,
    en: (r) => `The id already belongs to a chapter established on ${r.establishedAt}; use another id.`,
  },
  ChapterIsClosed: {
    vi: (r) => `Chi hội đã kết thúc hoạt động ngày ${day(r.closedAt)} nên không ghi thêm được.`,
    en: (r) => `The chapter was closed on ${r.closedAt}; nothing more can be recorded about it.`,
  },
  ChapterOutsideCommune: {
    field: 'unitId',
    vi: (r) => `Đơn vị (unitId) phải là cấp xã: chi hội thuộc Hội cấp xã, không thuộc ${levelVi[r.unitLevel]}.`,
    en: (r) => `unitId must be a commune: a chapter belongs to a commune, not to a ${r.unitLevel} unit.`,
  },
  GroupNotEstablished: {
    vi: () => 'Chưa có tổ phụ nữ với mã này.',
    en: () => 'There is no group with this id.',
  },
  GroupAlreadyEstablished: {
    field: 'id',
    vi: (r) => `Mã (id) này đã được dùng cho một tổ phụ nữ lập ngày ${day(r.establishedAt)}; hãy dùng mã khác.`,
    en: (r) => `The id already belongs to a group established on ${r.establishedAt}; use another id.`,
  },
  PostNotInBody: {
    field: 'post',
    vi: (r) => `Chức danh (post) ${postVi[r.post]} không có ở ${bodyVi[r.bodyKind]}.`,
    en: (r) => `post ${r.post} does not exist in a ${r.bodyKind}.`,
  },
  PostTaken: {
    field: 'post',
    vi: (r) =>
      `Chức danh (post) ${postVi[r.post]} đang có người giữ từ ngày ${day(r.since)} (${r.holdingId}); hãy ghi thôi giữ chức trước.`,
    en: (r) => `post ${r.post} has been held since ${r.since} (${r.holdingId}); relieve the holder first.`,
  },
  BeforeVacancy: {
    field: 'at',
    limit: (r) => r.vacantSince,
    vi: (r) =>
      `Ngày (at) không được trước ngày người tiền nhiệm thôi giữ chức ${postVi[r.post]}, ${day(r.vacantSince)}.`,
    en: (r) => `at must not be before the day on which the post of ${r.post} fell vacant, ${r.vacantSince}.`,
  },
  AlreadyInPost: {
    field: 'personId',
    vi: (r) => `Người này (personId) đang giữ chức ${postVi[r.post]} (${r.holdingId}).`,
    en: (r) => `The person (personId) already holds the post of ${r.post} (${r.holdingId}).`,
  },
  HoldingIdTaken: {
    field: 'id',
    vi: (r) => `Mã giữ chức (id) ${r.holdingId} đã được dùng; hãy dùng mã khác.`,
    en: (r) => `The id ${r.holdingId} already belongs to another holding; use another id.`,
  },
  TooManyPostHolders: {
    field: 'post',
    limit: (r) => r.limit,
    vi: (r) => `Một đơn vị hoặc chi hội có nhiều nhất ${r.limit} người đang giữ chức.`,
    en: (r) => `A unit or chapter has at most ${r.limit} post holders at a time.`,
  },
  PostHolderNotFound: {
    vi: (r) => `Không có người giữ chức với mã ${r.holdingId} ở đây.`,
    en: (r) => `There is no post holder ${r.holdingId} here.`,
  },
  PostHolderIsRelieved: {
    vi: (r) => `Người này đã thôi giữ chức từ ngày ${day(r.relievedAt)}.`,
    en: (r) => `The post holder was relieved on ${r.relievedAt}.`,
  },
  BeforeTakingOffice: {
    field: 'at',
    limit: (r) => r.since,
    vi: (r) => `Ngày (at) không được trước ngày nhận chức ${day(r.since)}.`,
    en: (r) => `at must not be before the day of taking office, ${r.since}.`,
  },
  NoAllowance: {
    vi: () => 'Người giữ chức này chưa được hưởng phụ cấp nên không có gì để dừng.',
    en: () => 'The post holder has no allowance that could be stopped.',
  },
  BeforeAllowance: {
    field: 'at',
    limit: (r) => r.grantedAt,
    vi: (r) => `Ngày (at) không được trước ngày bắt đầu hưởng phụ cấp ${day(r.grantedAt)}.`,
    en: (r) => `at must not be before the day on which the allowance was granted, ${r.grantedAt}.`,
  },
  BeforeAllowanceStop: {
    field: 'at',
    limit: (r) => r.stoppedAt,
    vi: (r) => `Ngày (at) không được trước ngày thôi hưởng phụ cấp ${day(r.stoppedAt)}.`,
    en: (r) => `at must not be before the day on which the allowance was stopped, ${r.stoppedAt}.`,
  },
};
