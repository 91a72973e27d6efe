import type { Role } from '@sohoi/access/events';
import type { EndReason } from '@sohoi/membership/events';
import type { Post } from '@sohoi/organization/events';
import type { RequestKind } from '@sohoi/persons/events';

export type Bilingual = { readonly vi: string; readonly en: string };

/** The codes that sentences name. */
const words: { readonly [C in Post | EndReason | RequestKind | Role]: Bilingual } = {
  chair: { vi: 'chủ tịch', en: 'chair' },
  viceChair: { vi: 'phó chủ tịch', en: 'vice-chair' },
  specialisedOfficer: { vi: 'cán bộ chuyên trách', en: 'specialised officer' },
  chapterHead: { vi: 'chi hội trưởng', en: 'head' },
  chapterDeputy: { vi: 'chi hội phó', en: 'deputy head' },
  left: { vi: 'xin ra khỏi Hội', en: 'she left the union' },
  'moved-away': { vi: 'đi khỏi địa bàn', en: 'she moved away' },
  deceased: { vi: 'qua đời', en: 'she died' },
  removed: { vi: 'bị đưa ra khỏi tổ chức Hội', en: 'she was removed from the union' },
  access: { vi: 'xem dữ liệu', en: 'access' },
  correction: { vi: 'sửa dữ liệu', en: 'correction' },
  erasure: { vi: 'xoá dữ liệu', en: 'erasure' },
  restriction: { vi: 'hạn chế xử lý', en: 'restriction' },
  objection: { vi: 'phản đối xử lý', en: 'objection' },
  'commune-cadre': { vi: 'cán bộ cấp xã', en: 'commune cadre' },
  'province-verifier': { vi: 'người thẩm định cấp tỉnh', en: 'province verifier' },
  'central-officer': { vi: 'cán bộ cấp Trung ương', en: 'central officer' },
  auditor: { vi: 'kiểm tra viên', en: 'auditor' },
  analyst: { vi: 'người phân tích', en: 'analyst' },
  operator: { vi: 'người vận hành', en: 'operator' },
  'data-protection-officer': { vi: 'người phụ trách bảo vệ dữ liệu', en: 'data protection officer' },
  subscriber: { vi: 'hệ thống nhận tin', en: 'subscriber' },
};

const all: Readonly<Record<string, Bilingual>> = words;

/** The word for a code; the code itself where there is none. */
export const wordOf = (code: string, language: keyof Bilingual): string =>
  Object.hasOwn(all, code) ? (all[code]?.[language] ?? code) : code;
