import { z } from 'zod';
import type { RequestKind } from './request-kind.js';

/** What a decision about a person's data may rest on. */
export const legalGround = z.enum([
  'data-law-art-4-1',
  'data-law-art-4-3',
  'data-law-art-14',
  'archives-law',
  'retention-table',
]);
export type LegalGround = z.infer<typeof legalGround>;

type Ground = {
  readonly vi: string;
  readonly en: string;
  /** Kinds of requests that it lets be granted. */
  readonly grants: readonly RequestKind[];
  readonly refuses: boolean;
  /** Whether data may be held because of it. */
  readonly holds: boolean;
};

/**
 * Sources: law 91/2025/QH15 art. 4 (1) the rights, art. 4 (3) their limits, art. 14 erasure; archives law 33/2024/QH15
 * (records complete and in sequence); the retention tables of Circulars 10/2022/TT-BNV and 08/2025/TT-BNV.
 */
export const legalGrounds: { readonly [G in LegalGround]: Ground } = {
  'data-law-art-4-1': {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, khoản 1 Điều 4 (quyền của chủ thể dữ liệu)',
    en: 'Law on personal data protection 91/2025/QH15, art. 4 (1) (rights of the data subject)',
    grants: ['access', 'correction', 'restriction', 'objection'],
    refuses: false,
    holds: false,
  },
  'data-law-art-4-3': {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, khoản 3 Điều 4 (giới hạn của các quyền)',
    en: 'Law on personal data protection 91/2025/QH15, art. 4 (3) (limits of the rights)',
    grants: [],
    refuses: true,
    holds: true,
  },
  'data-law-art-14': {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 14 (xóa dữ liệu cá nhân)',
    en: 'Law on personal data protection 91/2025/QH15, art. 14 (erasure)',
    grants: ['erasure'],
    refuses: false,
    holds: false,
  },
  'archives-law': {
    vi: 'Luật Lưu trữ 33/2024/QH15 (hồ sơ phải đầy đủ, phản ánh đúng trình tự sự việc)',
    en: 'Archives law 33/2024/QH15 (records must be complete and keep the sequence of events)',
    grants: [],
    refuses: true,
    holds: true,
  },
  'retention-table': {
    vi: 'Thông tư 10/2022/TT-BNV, Thông tư 08/2025/TT-BNV (thời hạn lưu trữ hồ sơ)',
    en: 'Circulars 10/2022/TT-BNV and 08/2025/TT-BNV (terms of retention)',
    grants: [],
    refuses: true,
    holds: true,
  },
};
