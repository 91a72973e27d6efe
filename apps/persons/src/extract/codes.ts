import type { Role } from '@sohoi/access/events';
import type { endReason, memberKind } from '@sohoi/membership/events';
import type { Body, Post, PostEvent } from '@sohoi/organization/events';
import type { RequestChannel, RequestKind, PersonRequestEvent } from '@sohoi/persons/events';
import type { traineePost } from '@sohoi/training/events';
import type { z } from 'zod';
import { openLists } from './open-lists.js';
import { say } from './words.js';
import type { Phrase } from './words.js';

type Words<Code extends string> = { readonly [C in Code]: Phrase };
type DataOf<Event extends { readonly type: string; readonly data: object }, T extends Event['type']> = Extract<
  Event,
  { readonly type: T }
>['data'];

const gender: Words<'female' | 'male'> = { female: say('nữ', 'female'), male: say('nam', 'male') };

const memberKinds: Words<z.infer<typeof memberKind>> = {
  ordinary: say('hội viên', 'ordinary member'),
  honorary: say('hội viên danh dự', 'honorary member'),
};

const endReasons: Words<z.infer<typeof endReason>> = {
  left: say('xin ra khỏi Hội', 'left by own wish'),
  'moved-away': say('chuyển đi nơi khác', 'moved away'),
  deceased: say('qua đời', 'deceased'),
  removed: say('đưa ra khỏi tổ chức', 'removed'),
};

const posts: Words<Post> = {
  chair: say('chủ tịch', 'chair'),
  viceChair: say('phó chủ tịch', 'vice-chair'),
  specialisedOfficer: say('cán bộ chuyên trách', 'specialised officer'),
  chapterHead: say('chi hội trưởng', 'head of a chapter'),
  chapterDeputy: say('chi hội phó', 'deputy head of a chapter'),
};

const traineePosts: Words<z.infer<typeof traineePost>> = {
  ...posts,
  groupHead: say('tổ trưởng', 'head of a group'),
  groupDeputy: say('tổ phó', 'deputy head of a group'),
  candidate: say('cán bộ nguồn', 'candidate'),
  other: say('khác', 'other'),
};

const bodies: Words<Body['kind']> = { unit: say('đơn vị', 'unit'), chapter: say('chi hội', 'chapter') };

const allowanceSources: Words<DataOf<PostEvent, 'AllowanceGranted'>['source']> = {
  localBudget: say('ngân sách địa phương', 'local budget'),
  otherLawfulRevenue: say('nguồn thu hợp pháp khác', 'other lawful revenue'),
};

const requestKinds: Words<RequestKind> = {
  access: say('xem dữ liệu', 'access'),
  correction: say('chỉnh sửa dữ liệu', 'correction'),
  erasure: say('xóa dữ liệu', 'erasure'),
  restriction: say('hạn chế xử lý', 'restriction'),
  objection: say('phản đối xử lý', 'objection'),
};

const channels: Words<RequestChannel> = {
  'in-person': say('trực tiếp', 'in person'),
  'by-post': say('qua bưu chính', 'by post'),
  electronic: say('qua mạng', 'electronically'),
};

const lapses: Words<DataOf<PersonRequestEvent, 'RequestLapsed'>['reason']> = {
  'person-erased': say('dữ liệu của người này đã được xóa', 'the data of this person were erased'),
};

/** The roles in which sensitive data are read. */
export const roleWords: Words<Role> = {
  'commune-cadre': say('cán bộ Hội cấp xã', 'commune cadre'),
  'province-verifier': say('người thẩm định cấp tỉnh', 'province verifier'),
  'central-officer': say('cán bộ Trung ương', 'central officer'),
  auditor: say('người kiểm tra', 'auditor'),
  analyst: say('người phân tích', 'analyst'),
  operator: say('người vận hành', 'operator'),
  'data-protection-officer': say('người phụ trách bảo vệ dữ liệu cá nhân', 'data protection officer'),
  subscriber: say('hệ thống nhận dữ liệu', 'subscriber'),
};

/** By the key under which the code stands, after the event type where elsewhere a text of somebody stands there. */
const wordsUnder: Readonly<Record<string, Readonly<Record<string, Phrase>>>> = {
  ...openLists,
  channel: channels,
  gender,
  kind: { ...memberKinds, ...requestKinds, ...bodies },
  post: traineePosts,
  'MembershipEnded reason': endReasons,
  'RequestLapsed reason': lapses,
  'AllowanceGranted source': allowanceSources,
};

/**
 * The words of a code; none for texts, and for what somebody added to an open list (peoples, religions, categories). A
 * code that a room adds to a list of its own does not compile until it has words here.
 */
export const wordsOfCode = (type: string, key: string, code: string): Phrase | undefined => {
  const words = wordsUnder[`${type} ${key}`] ?? wordsUnder[key];
  return words && Object.hasOwn(words, code) ? words[code] : undefined;
};
